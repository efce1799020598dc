import Glibc
import Synchronization

/// A log: one line for each thing that happens, appended to a file that only its owner reads.
public final class LogFile: Sendable {
  /// How large the file grows before it is put aside as `FILE.1`, in bytes.
  public static let sizeLimit = 4 << 20

  private struct State {
    var descriptor: Int32
    var size: Int
  }

  private let path: String
  private let level: LogEvent.Level
  private let keepsTexts: Bool
  private let state: Mutex<State>

  /// Opens a log, at its end.
  ///
  /// - Parameters:
  ///   - path: The file; its folder is made if need be.
  ///   - level: The least important events that it gets.
  ///   - keepsTexts: Whether what users and models wrote is written down too.
  /// - Throws: `StorageError`.
  public init(
    _ path: String, level: LogEvent.Level, keepsTexts: Bool
  ) throws(StorageError) {
    try FilePath.createFolders(FilePath.folder(of: path))
    self.path = path
    self.level = level
    self.keepsTexts = keepsTexts
    let opened = try Self.open(path)
    state = Mutex(opened)
  }

  deinit { state.withLock { _ = close($0.descriptor) } }

  /// Writes an event; one that cannot be written is lost, for nobody can be told.
  public func write(_ event: LogEvent) {
    guard event.level <= level else { return }
    write(event, time: time(nil))
  }

  /// Writes an event that happened at a time, in seconds since 1970.
  package func write(_ event: LogEvent, time: Int) {
    let line = Self.stamp(time) + " " + event.line(keepsTexts: keepsTexts) + "\n"
    state.withLock { state in
      if state.size > Self.sizeLimit { rotate(&state) }
      var line = line
      // One call, so that the lines of two processes do not mix.
      let written = line.withUTF8 { Glibc.write(state.descriptor, $0.baseAddress, $0.count) }
      state.size += max(0, written)
    }
  }

  private func rotate(_ state: inout State) {
    guard rename(path, path + ".1") == 0, let new = try? Self.open(path) else { return }
    close(state.descriptor)
    state = new
  }

  private static func open(_ path: String) throws(StorageError) -> State {
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failed(.open, path: path, errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notRegularFile(path: path)
    }
    return State(descriptor: descriptor, size: Int(status.st_size))
  }

  /// The time as ISO 8601 has it, in UTC.
  private static func stamp(_ time: Int) -> String {
    var time = time_t(time)
    var parts = tm()
    gmtime_r(&time, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
