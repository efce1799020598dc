import TerminalUI

extension InputEvent {
  /// Whether the event that waits behind this one says all that this one would.
  ///
  /// - Parameter next: The event behind it; nil where none waits.
  /// - Returns: Whether this one can be left out.
  func isReplaced(by next: InputEvent?) -> Bool {
    switch (self, next) {
    case (.mouse(let mouse), .mouse(let later)): mouse.action == .drag && later.action == .drag
    case (.resize, .resize): true
    default: false
    }
  }
}
