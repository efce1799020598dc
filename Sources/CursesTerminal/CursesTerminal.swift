internal import CNcurses
internal import Glibc
public import TerminalUI

/// The terminal of the process, through ncurses.
///
/// One thread uses it; others only its `waker`. The caller has made sure that stdin and stdout are a terminal.
public final class CursesTerminal: Terminal {
  /// The screen's size.
  public internal(set) var size: Size
  /// What the screen can show.
  public let capabilities: TerminalCapabilities
  /// Ends a wait from any thread; harmless after `close`.
  public let waker: Waker

  let wakeDescriptor: Int32
  let signalPipe: Int32
  var modes: TerminalModes
  var styles: StyleTable
  var decoder = InputDecoder()
  var lastFrame: Frame?
  var inputEnded = false
  /// Whether the terminal takes a cluster of several code points for one, as wide as we do.
  var drawsWholeClusters = false
  /// What happened while an answer of the terminal was waited for.
  var heldEvents: [InputEvent] = []
  /// When bytes that wait for more are taken for what they are: an Escape, most often.
  var escapeDeadline: ContinuousClock.Instant?
  private(set) var isOpen = true

  /// Opens the screen.
  ///
  /// - Parameter options: What the user chose.
  /// - Throws: `CursesError` where the terminal cannot be used; it is then as it was.
  public init(_ options: CursesOptions = CursesOptions()) throws(CursesError) {
    guard !Self.isTaken else { throw .alreadyOpen }
    let environment = Self.environment()
    let isUTF8 = cncurses_set_locale()
    modes = TerminalModes(
      usesMouse: options.usesMouse, keyboardProtocol: options.keyboardProtocol,
      environment: environment)
    // Never closed, so that a late wake cannot reach another file.
    let wakeDescriptor = cncurses_make_wake()
    guard wakeDescriptor >= 0 else { throw .noPipe(errno) }
    self.wakeDescriptor = wakeDescriptor
    waker = Waker {
      var one: UInt64 = 1
      _ = write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }
    modes.reset.withCString { cncurses_arm($0, strlen($0)) }
    guard cncurses_open() else { throw .unknownTerminal(environment["TERM"] ?? "") }
    // After ncurses, which installs handlers of its own.
    signalPipe = cncurses_install_signals()
    guard signalPipe >= 0 else {
      let failure = errno
      cncurses_close()
      throw .noPipe(failure)
    }
    let colors = Int(cncurses_color_count())
    var depth = ColorDepth.choose(
      option: options.color, configured: options.configuredColor, environment: environment,
      terminfoColors: colors, terminfoHasRGB: colors > 1 << 20)
    // Curses writes direct colour only where terminfo describes it; else the palette has to do.
    if depth == .truecolor, colors <= 1 << 20 { depth = .indexed256 }
    if depth == .indexed256, colors < 256 { depth = .ansi16 }
    if colors < 8 { depth = .monochrome }
    capabilities = TerminalCapabilities(isUTF8: isUTF8, colorDepth: depth)
    styles = StyleTable(
      theme: options.theme, depth: depth, pairLimit: Int(cncurses_pair_count()),
      colorCount: colors)
    size = Self.currentSize()
    decoder.keySequences = Self.keySequences()
    Self.isTaken = true
    enterModes()
  }

  deinit { close() }

  /// Roles to styles; a change takes effect at the next `draw`.
  public var theme: Theme {
    get { styles.theme }
    set {
      guard newValue != styles.theme else { return }
      styles.use(newValue)
      lastFrame = nil
    }
  }

  /// Names the terminal's window.
  public func setTitle(_ title: String) {
    let safe = TerminalSanitizer.sanitize(title, place: .name).text
    send("\u{1B}]2;\(safe)\u{1B}\\")
  }

  /// Puts text on the clipboard of the user's terminal (OSC 52).
  public func copyToClipboard(_ text: String) -> Bool {
    guard isOpen else { return false }
    return send(ClipboardSequence.make(text, through: .init(environment: Self.environment())))
  }

  /// Leaves the terminal as it was found.
  public func close() {
    guard isOpen else { return }
    leaveModes()
    cncurses_close()
    isOpen = false
    cncurses_restore_signals()
    Self.isTaken = false
  }

  /// Whether a screen is open: a flag of the one thread that draws, guarded by the fact that curses
  /// itself, which it stands for, may only be used by that thread.
  nonisolated(unsafe) private static var isTaken = false
}

extension CursesTerminal {
  /// Turns our modes on; what comes after must turn them off again, whatever happens.
  func enterModes() {
    cncurses_set_active(true)
    send(modes.enter)
  }

  func leaveModes() {
    send(modes.leave)
    cncurses_set_active(false)
  }

  /// Writes all of a sequence to the terminal, past curses, which has nothing buffered between frames.
  @discardableResult
  func send(_ sequence: String) -> Bool {
    guard isOpen else { return false }
    var bytes = Array(sequence.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }

  static func currentSize() -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    cncurses_terminal_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// The variables that decide about the terminal.
  static func environment() -> [String: String] {
    var values: [String: String] = [:]
    let names = [
      "TERM", "COLORTERM", "NO_COLOR", "TMUX", "STY", "WSL_DISTRO_NAME", "COLORFGBG",
    ]
    for name in names {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }

  /// What this terminal's keys send, where terminfo knows more than the usual sequences.
  static func keySequences() -> [[UInt8]: KeyPress] {
    let names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
      ("kcbt", .backTab),
    ]
    let functions = (1...12).map { ("kf\($0)", Key.function($0)) }
    var sequences: [[UInt8]: KeyPress] = [:]
    for (name, key) in names + functions {
      guard let sequence = cncurses_key_sequence(name) else { continue }
      let bytes = Array(String(cString: sequence).utf8)
      // Single bytes are characters, whatever terminfo says.
      if bytes.count > 2, bytes.first == 0x1B { sequences[bytes] = KeyPress(key) }
    }
    return sequences
  }
}
