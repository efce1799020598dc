import Glibc

/// Where a key comes from; never the command line, which every user of the machine can read.
public enum SecretSource: Sendable, Equatable {
  /// There is none.
  case none
  /// A variable of the environment.
  case environment(name: String)
  /// A file that only its owner may read.
  case file(path: String)

  /// The largest file that is read, in bytes.
  private static let sizeLimit = 8192

  /// Reads the key.
  ///
  /// - Parameter environment: A variable's value.
  /// - Returns: The key; nil where there is none.
  /// - Throws: `RemoteProblem` about the key.
  func read(environment: (String) -> String?) throws(RemoteProblem) -> Secret? {
    switch self {
    case .none: return nil
    case .environment(let name):
      guard let value = environment(name), !value.isEmpty else {
        throw .keyVariableUnset(name: name)
      }
      return try Secret(Array(value.utf8))
    case .file(let path): return try Secret(try Self.bytes(of: path))
    }
  }

  private static func bytes(of path: String) throws(RemoteProblem) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .keyFileUnreadable(path: path, errorNumber: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw .keyFileUnreadable(path: path, errorNumber: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .keyFileUnreadable(path: path, errorNumber: EINVAL)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .keyFileOpenToOthers(path: path, mode: status.st_mode & 0o777)
    }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw .keyFileUnreadable(path: path, errorNumber: errno) }
    return Array(bytes[..<count])
  }
}

/// A key, which shows itself to nobody but the header that carries it.
struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// What the header carries.
  let headerValue: String

  /// - Parameter bytes: The key; blanks around it are no part of it.
  /// - Throws: `RemoteProblem.malformedKey`.
  init(_ bytes: [UInt8]) throws(RemoteProblem) {
    let trimmed = bytes.trimmingBlanks()
    guard !trimmed.isEmpty, trimmed.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .malformedKey
    }
    headerValue = String(decoding: trimmed, as: UTF8.self)
  }

  var description: String { "***" }
  var debugDescription: String { "***" }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}
