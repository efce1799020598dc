/// The sequences that turn on what ncurses does not know of, and off again.
struct TerminalModes: Equatable {
  /// Has clusters of several code points taken for one.
  static let joinedClusters = "\u{1B}[?2027h"

  /// Sent when the screen is entered.
  private(set) var enter: String
  /// Sent before the screen is left.
  private(set) var leave: String

  /// - Parameters:
  ///   - usesMouse: Whether clicks and the wheel are reported.
  ///   - keyboardProtocol: Whether enhanced keyboards are asked for.
  ///   - environment: For `TERM` and `TMUX`.
  init(
    usesMouse: Bool, keyboardProtocol: CursesOptions.KeyboardProtocol,
    environment: [String: String]
  ) {
    // Bracketed paste, focus reports.
    var enter = "\u{1B}[?2004h\u{1B}[?1004h"
    var leave = ""
    if usesMouse {
      // Buttons, the wheel, and the pointer while a button is down, with coordinates of any size.
      enter += "\u{1B}[?1002h\u{1B}[?1006h"
      leave += "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
    }
    if Self.usesEnhancedKeyboard(keyboardProtocol, environment: environment) {
      if environment["TMUX"] == nil {
        enter += "\u{1B}[>1u"
        leave += "\u{1B}[<u"
      } else {
        enter += "\u{1B}[>4;2m"
        leave += "\u{1B}[>4m"
      }
    }
    self.enter = enter
    self.leave = leave + "\u{1B}[?1004l\u{1B}[?2004l"
  }

  /// Has the terminal take clusters of several code points for one (DEC mode 2027), where it did not by itself.
  mutating func joinClusters() {
    enter += Self.joinedClusters
    leave = "\u{1B}[?2027l" + leave
  }

  /// What a crash handler sends: ends a frame, leaves the modes, resets colours, shows the cursor, leaves
  /// the other screen and the application's keys.
  var reset: String {
    "\u{1B}[?2026l" + leave + "\u{1B}[0m\u{1B}(B\u{1B}[?25h\u{1B}[?1049l\u{1B}[?1l\u{1B}>\r"
  }

  private static func usesEnhancedKeyboard(
    _ choice: CursesOptions.KeyboardProtocol, environment: [String: String]
  ) -> Bool {
    switch choice {
    case .enabled: return true
    case .disabled: return false
    case .auto:
      let name = environment["TERM"] ?? ""
      // The console prints what it does not know, and screen passes it on.
      return !["linux", "dumb", "screen", "vt", "cons"].contains { name.hasPrefix($0) }
        || environment["TMUX"] != nil
    }
  }
}
