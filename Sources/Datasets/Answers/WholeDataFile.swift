/// Reads whole files of data, compressed by gzip or not.
enum WholeDataFile {
  /// No file has more bytes, decompressed: what never ends must not fill the memory.
  static let byteLimit = 1 << 30

  /// A file's text; a byte-order mark is dropped.
  static func text(_ path: String, limit: Int = byteLimit) throws(DatasetError) -> String {
    let bytes = try bytes(path, limit: limit)
    guard let text = String(validating: bytes[start(of: bytes)...], as: UTF8.self) else {
      throw .notUTF8(path: path)
    }
    return text
  }

  /// Where the text begins: behind the byte-order mark, where there is one.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// A file's bytes, decompressed where it is compressed.
  static func bytes(
    _ path: String, limit: Int = byteLimit
  ) throws(DatasetError) -> [UInt8] {
    let file = try DataFile(path)
    var bytes: [UInt8] = []
    var mayHaveMore = true
    while mayHaveMore {
      mayHaveMore = try file.read(into: &bytes)
      guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    }
    return bytes
  }
}
