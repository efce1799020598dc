import CursesTerminal
import Glibc

/// A pseudo-terminal with a program in it, driven and read by a measurement.
final class BenchTerminal {
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
  init(_ arguments: [String], columns: Int, rows: Int) throws(BenchError) {
    do throws(CursesError) {
      let pair = try TerminalPair(columns: columns, rows: rows)
      main = pair.main
      process = try pair.start(
        "/proc/self/exe", ["metaaligner"] + arguments, environment: Self.environment())
    } catch {
      guard case .noPair(let number) = error else { throw .noTerminal(0) }
      throw .noTerminal(number)
    }
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

  private static func environment() -> [String: String] {
    var values = ["TERM": "xterm-256color"]
    for name in ["HOME", "PATH", "LANG", "LC_ALL", "METAALIGNER_MODEL", "METAALIGNER_KERNELS"] {
      values[name] = getenv(name).map { String(cString: $0) }
    }
    return values
  }
}
