/// A terminal without a screen, for tests: it keeps what is drawn and plays back events.
public final class InMemoryTerminal: Terminal {
  /// The size; set it and add a `.resize` event to play a change.
  public var size: Size
  /// What the screen can show.
  public var capabilities: TerminalCapabilities
  /// Kept, without effect on the frames.
  public var theme: Theme
  /// Does nothing: a wait here never blocks.
  public let waker = Waker {}

  /// The frame drawn last.
  public private(set) var frame: Frame?
  /// How many frames were drawn.
  public private(set) var drawnFrames = 0
  /// What was copied, oldest first.
  public private(set) var clipboard: [String] = []
  /// The programs that were run, oldest first.
  public private(set) var children: [[String]] = []
  /// The exit status of programs that are run.
  public var childStatus: Int32 = 0
  /// Called in place of a program that is run.
  public var onChild: ([String]) -> Void = { _ in }
  /// How often the program was suspended.
  public private(set) var suspensions = 0
  /// The title set last.
  public private(set) var title: String?
  /// Whether `close` was called.
  public private(set) var isClosed = false

  private var batches: [[InputEvent]]

  /// Creates a terminal.
  ///
  /// - Parameters:
  ///   - size: The screen's size.
  ///   - events: What the user does; each inner array is what one wait returns.
  ///   - capabilities: What the screen can show.
  public init(
    size: Size, events: [[InputEvent]] = [],
    capabilities: TerminalCapabilities = TerminalCapabilities(isUTF8: true, colorDepth: .monochrome)
  ) {
    self.size = size
    self.capabilities = capabilities
    theme = .monochrome
    batches = events
  }

  /// Adds events for the next waits.
  public func enqueue(_ events: [InputEvent]) { batches.append(events) }

  /// The rows of the frame drawn last, without the spaces at their ends.
  public var lines: [String] { frame?.lines() ?? [] }

  /// Keeps the frame.
  public func draw(_ frame: Frame) {
    self.frame = frame
    drawnFrames += 1
  }

  /// Does nothing: every frame is kept whole.
  public func invalidate() {}

  /// Returns the next batch; `.endOfInput` where there is none left and the wait would be endless.
  public func waitForEvents(timeoutMilliseconds: Int?) -> [InputEvent] {
    if batches.isEmpty { return timeoutMilliseconds == nil ? [.endOfInput] : [] }
    return batches.removeFirst()
  }

  /// Counts.
  public func suspend() { suspensions += 1 }

  /// Keeps the command, calls `onChild` and returns `childStatus`.
  public func runChild(_ command: [String]) -> Int32 {
    children.append(command)
    onChild(command)
    return childStatus
  }

  /// Keeps the title.
  public func setTitle(_ title: String) { self.title = title }

  /// Keeps the text.
  public func copyToClipboard(_ text: String) -> Bool {
    clipboard.append(text)
    return true
  }

  /// Keeps that it happened.
  public func close() { isClosed = true }
}
