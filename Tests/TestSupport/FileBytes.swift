import Glibc

/// Why a fixture could not be read.
public struct FixtureError: Error, Equatable {
  /// The file's path.
  public let path: String
}

/// Reads a whole file.
///
/// - Parameter path: The file.
/// - Returns: Its bytes.
/// - Throws: `FixtureError` where it cannot be opened.
public func fileBytes(_ path: String) throws(FixtureError) -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw FixtureError(path: path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}
