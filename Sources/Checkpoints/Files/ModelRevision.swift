import Glibc

/// What tells one state of a model's files from another without reading the weights.
///
/// It changes when a file is written anew, in its place or by another one: names, sizes and times of what a model is made
/// of, which are `config.json`, its tokenizer and its weights among others. A copy of a folder is another state.
public enum ModelRevision {
  private static let endings = [".safetensors", ".bin", ".gguf", ".json", ".model"]

  /// The state that a model's files are in.
  ///
  /// - Parameter paths: Its folder or file, and those of its adapters.
  /// - Returns: 16 hexadecimal digits; nil where one of them cannot be looked at.
  public static func current(of paths: [String]) -> String? {
    var digest = Digest()
    for path in paths {
      var status = stat()
      guard !path.utf8.contains(0), stat(path, &status) == 0 else { return nil }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        digest.add(status)
        continue
      }
      guard let names = files(in: path) else { return nil }
      for name in names {
        // Links are followed: the hub's cache has nothing else.
        guard stat(path + "/" + name, &status) == 0 else { return nil }
        digest.add(Array(name.utf8) + [0])
        digest.add(status)
      }
    }
    let digits = String(digest.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The names of a folder's files that a model is made of, sorted; nil where the folder cannot be read.
  private static func files(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if endings.contains(where: name.hasSuffix) { names.append(name) }
    }
    return names.sorted()
  }

  /// FNV-1a, 64 bits: nobody has an interest in two states that look alike.
  private struct Digest {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
      for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }

    mutating func add(_ status: stat) {
      for number in [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec] {
        withUnsafeBytes(of: number.littleEndian) { add(Array($0)) }
      }
    }
  }
}
