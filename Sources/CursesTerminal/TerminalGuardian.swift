internal import CNcurses

/// A parent process that gives the terminal back as it was found, whatever ends the program.
///
/// Handlers in the program repair the terminal after every signal that can be caught; only another process can after SIGKILL.
public enum TerminalGuardian {
  /// Splits the process in two: the program goes on in a child, and its parent, whom the shell knows, guards it.
  ///
  /// The guardian passes signals on, follows the program when it stops and goes on, and ends with its status or by its
  /// signal, so that a shell sees no difference. Call it before there are other threads; where the system refuses to
  /// fork, or standard output is no terminal, the program goes on alone.
  public static func start() { cncurses_start_guardian() }
}
