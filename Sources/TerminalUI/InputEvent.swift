/// What a terminal tells the program.
public enum InputEvent: Sendable, Hashable {
  /// A key was pressed.
  case key(KeyPress)
  /// Text was pasted: line ends are LF, control characters other than LF and TAB are gone.
  case paste(String)
  /// A button was pressed or the wheel turned.
  case mouse(MouseEvent)
  /// The screen has a new size, or must be drawn anew.
  case resize(Size)
  /// The terminal's window gained or lost the keyboard.
  case focus(Bool)
  /// A signal asks the program to end (HUP, INT, QUIT, TERM): its number.
  case signal(Int32)
  /// `Waker.wake()` was called, once or more often.
  case wake
  /// Nothing more will be typed: the terminal is gone.
  case endOfInput
}

/// A mouse button or wheel step.
public struct MouseEvent: Sendable, Hashable {
  /// What was done.
  public enum Action: Sendable, Hashable {
    /// The left button went down.
    case press
    /// The pointer moved to another cell while the left button is down.
    case drag
    /// The left button came up.
    case release
    /// The wheel turned one step away from the user.
    case wheelUp
    /// The wheel turned one step towards the user.
    case wheelDown
  }

  /// What was done.
  public let action: Action
  /// The cell under the pointer.
  public let position: Position
  /// The keys held.
  public let modifiers: KeyModifiers

  /// Creates a mouse event.
  public init(_ action: Action, at position: Position, modifiers: KeyModifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}
