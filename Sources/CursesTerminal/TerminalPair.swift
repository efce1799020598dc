internal import CNcurses
internal import Glibc

/// A pseudo-terminal, and a way to run a program in it: for those who play its user, measurements and tests.
public struct TerminalPair: Sendable {
  /// The end that an emulator has: what is written to it is typed, what is read from it is drawn.
  ///
  /// It does not block, and is the caller's to close.
  public let main: Int32
  /// The name of the end that the program has.
  public let name: String

  /// Opens one.
  ///
  /// - Parameters:
  ///   - columns: Its width.
  ///   - rows: Its height.
  /// - Throws: `CursesError.noPair`.
  public init(columns: Int, rows: Int) throws(CursesError) {
    var bytes = [CChar](repeating: 0, count: 128)
    main = cncurses_open_pair(Int32(clamping: rows), Int32(clamping: columns), &bytes, bytes.count)
    guard main >= 0 else { throw .noPair(errno) }
    name = bytes.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// Gives it another size; the kernel tells the program.
  public func resize(columns: Int, rows: Int) {
    cncurses_resize_pair(main, Int32(clamping: rows), Int32(clamping: columns))
  }

  /// Starts a program as the leader of a session whose terminal this is.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: Its arguments, its own name first.
  ///   - environment: All of its environment.
  /// - Returns: The process.
  /// - Throws: `CursesError.noPair`.
  public func start(
    _ path: String, _ arguments: [String], environment: [String: String]
  ) throws(CursesError) -> Int32 {
    let words = arguments.map { strdup($0) }
    let variables = environment.map { strdup("\($0)=\($1)") }
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    let failure = cncurses_start_in_pair(name, path, words + [nil], variables + [nil], &process)
    guard failure == 0 else { throw .noPair(failure) }
    return process
  }
}
