import Glibc

/// Keeps the numbers of standard input, output and error for them alone.
enum StandardDescriptors {
  /// Opens something in place of those that the program was started without.
  ///
  /// A file opened later would else get such a number, and messages would be written into it. What is opened refuses:
  /// reading standard input and writing the others fail as they would have.
  static func keepReserved() {
    for (descriptor, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The system gives the lowest free number, which is this one.
      _ = open("/dev/null", flags)
    }
  }
}
