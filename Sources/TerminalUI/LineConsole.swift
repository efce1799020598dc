/// What a console of lines tells the program.
public enum LineEvent: Sendable, Hashable {
  /// A whole line was typed; its line end is not part of it.
  case line(String)
  /// A signal came (HUP, INT, QUIT, TERM): its number.
  case signal(Int32)
  /// `Waker.wake()` was called, once or more often.
  case wake
  /// Nothing more will be typed.
  case endOfInput
}

/// Lines in, lines out: what a screen reader, a braille display or a pipe works with.
///
/// No cursor is moved and nothing is written over. One thread owns a console; others only its `waker`.
public protocol LineConsole: AnyObject {
  /// Ends a `waitForEvents` early, from any thread.
  var waker: Waker { get }

  /// Writes lines, made harmless where a terminal shows them.
  ///
  /// - Parameter lines: Without line ends.
  func write(_ lines: [String])

  /// Waits until something happened and returns all of it.
  ///
  /// - Parameter timeoutMilliseconds: The longest wait; nil waits for ever.
  /// - Returns: The events in order; none where the time ran out.
  func waitForEvents(timeoutMilliseconds: Int?) -> [LineEvent]

  /// Leaves the terminal to others; later calls do nothing.
  func close()
}
