/// Something that shows frames and reports what the user does.
///
/// One thread owns a terminal: the one that draws. Other threads reach it only through its `waker`.
public protocol Terminal: AnyObject {
  /// The screen's size now.
  var size: Size { get }

  /// What the screen can show.
  var capabilities: TerminalCapabilities { get }

  /// Roles to styles; a change takes effect at the next `draw`.
  var theme: Theme { get set }

  /// Ends a `waitForEvents` early, from any thread.
  var waker: Waker { get }

  /// Shows a frame; only what differs from the last one is sent.
  func draw(_ frame: Frame)

  /// Makes the next `draw` send every cell.
  func invalidate()

  /// Waits until something happened and returns all of it.
  ///
  /// - Parameter timeoutMilliseconds: The longest wait; 0 does not wait; nil waits for ever.
  /// - Returns: The events in order; none where the time ran out.
  func waitForEvents(timeoutMilliseconds: Int?) -> [InputEvent]

  /// Gives the terminal back to the shell, as ^Z does, and returns once the program goes on.
  func suspend()

  /// Gives the terminal to another program, an editor say, and returns once it has ended.
  ///
  /// - Parameter command: The program, looked up in `PATH`, and its arguments.
  /// - Returns: Its exit status, 128 + n where signal n ended it, 127 where it could not be started.
  func runChild(_ command: [String]) -> Int32

  /// Names the terminal's window. The title must be the program's own words.
  func setTitle(_ title: String)

  /// Puts text on the clipboard of the user's terminal (OSC 52).
  ///
  /// - Parameter text: The text, as it is.
  /// - Returns: Whether it was sent; a terminal may still ignore it.
  func copyToClipboard(_ text: String) -> Bool

  /// Leaves the terminal as it was found; later calls do nothing.
  func close()
}

extension Terminal {
  /// The events that have come since the last call, without waiting.
  public func readEvents() -> [InputEvent] { waitForEvents(timeoutMilliseconds: 0) }
}

/// What a screen can show.
public struct TerminalCapabilities: Sendable, Hashable {
  /// Whether text beyond ASCII can be shown; where not, an approximation is.
  public var isUTF8: Bool
  /// How many colours.
  public var colorDepth: ColorDepth

  /// Creates a description.
  public init(isUTF8: Bool, colorDepth: ColorDepth) {
    self.isUTF8 = isUTF8
    self.colorDepth = colorDepth
  }
}

/// Ends a terminal's wait from any thread.
///
/// Calls that come before the wait ends count as one.
public struct Waker: Sendable {
  private let action: @Sendable () -> Void

  /// Creates a waker that calls `action`.
  public init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  /// Makes the terminal report `.wake`.
  public func wake() { action() }
}
