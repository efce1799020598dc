import Glibc

/// Runs other programs for the tests.
///
/// Foundation's `Process` waits for a socket that the child's own children inherit, so it never sees the end of a
/// command that leaves a server behind, as tmux does.
public enum Tool {
  /// Why a program did not run, or how it failed.
  public enum Failure: Error, Equatable {
    /// `posix_spawn` said this number.
    case notStarted(path: String, errorNumber: Int32)
    /// It ended with another status than 0; wait status as `waitpid` gives it.
    case failed(path: String, arguments: [String], status: Int32)
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Its arguments.
  ///   - output: A file for its standard output; nil throws the output away.
  /// - Throws: `Failure` where it cannot be started or fails.
  public static func run(
    _ path: String, _ arguments: [String], output: String? = nil
  ) throws(Failure) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = ([path] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    // The tests' threads block signals; a server that inherited that could not be ended.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let started = posix_spawn(&process, path, &actions, &attributes, words + [nil], environ)
    guard started == 0 else { throw .notStarted(path: path, errorNumber: started) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw .failed(path: path, arguments: arguments, status: status) }
  }
}
