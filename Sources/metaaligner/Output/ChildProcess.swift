import Glibc

/// A program that gets our terminal until it ends.
enum ChildProcess {
  /// Runs a program.
  ///
  /// - Parameter command: The program, looked up in `PATH`, and its arguments.
  /// - Returns: Its exit status, 128 + n where signal n ended it, 127 where it could not be started.
  static func run(_ command: [String]) -> Int32 {
    guard let program = command.first else { return 127 }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawnp(&child, program, nil, nil, &arguments, environ) == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return 127 }
    }
    // The system's macros for these are not visible here.
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
