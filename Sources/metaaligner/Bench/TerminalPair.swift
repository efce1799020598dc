import Glibc

/// A pseudo-terminal with a program in it, driven and read by a measurement.
final class TerminalPair {
  /// The program.
  let process: pid_t
  private let main: Int32

  /// Starts this very program in a terminal of its own.
  ///
  /// - Parameters:
  ///   - arguments: What follows the program's name.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  /// - Throws: `BenchError.noTerminal`.
  init(_ arguments: [String], columns: UInt16, rows: UInt16) throws(BenchError) {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // TIOCSPTLCK and TIOCGPTN: what unlockpt and ptsname do, which Swift does not see.
    var (lock, number): (Int32, UInt32) = (0, 0)
    guard main >= 0, ioctl(main, 0x4004_5431, &lock) == 0, ioctl(main, 0x8004_5430, &number) == 0
    else { throw .noTerminal(errno) }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    _ = fcntl(main, F_SETFL, O_NONBLOCK)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session's leader opens becomes the session's own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID is a GNU macro that Swift does not see.
    posix_spawnattr_setflags(&attributes, 0x80)
    let words = (["metaaligner"] + arguments).map { strdup($0) }
    let variables = Self.environment().map { strdup($0) }
    defer { for word in words + variables { free(word) } }
    var process = pid_t()
    let failure = posix_spawn(
      &process, "/proc/self/exe", &actions, &attributes, words + [nil], variables + [nil])
    guard failure == 0 else { throw .noTerminal(failure) }
    self.process = process
  }

  deinit {
    kill(process, SIGTERM)
    // Closed first: a program that still draws must not wait for a reader.
    close(main)
    waitpid(process, nil, 0)
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(main, $0.baseAddress, $0.count) }
  }

  /// What the program has drawn, waiting for it at most so long; empty where nothing came.
  func read(within milliseconds: Int32) -> [UInt8] {
    var waiting = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return [] }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(main, &chunk, chunk.count)
    return count > 0 ? Array(chunk[..<count]) : []
  }

  /// Reads on for a time, as a terminal does.
  func pause(_ duration: Duration) {
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end { _ = read(within: 5) }
  }

  /// Whether the program is still there.
  var isRunning: Bool { waitpid(process, nil, WNOHANG) == 0 }

  private static func environment() -> [String] {
    let kept = ["HOME", "PATH", "LANG", "LC_ALL", "METAALIGNER_MODEL", "METAALIGNER_KERNELS"]
    return kept.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } } + [
      "TERM=xterm-256color"
    ]
  }
}
