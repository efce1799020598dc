/// Why the screen could not be opened.
public enum CursesError: Error, Sendable, Equatable {
  /// terminfo does not know the terminal, or it cannot move the cursor: the value of `TERM`.
  case unknownTerminal(String)
  /// A screen is open already; there is one a process.
  case alreadyOpen
  /// The pipe for signals could not be made: `errno`.
  case noPipe(Int32)
  /// There is no pseudo-terminal, or no program could be started in it: `errno`.
  case noPair(Int32)
}
