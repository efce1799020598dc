/// Reads a file's header from the front, never beyond its end, and keeps a budget of memory.
struct GGUFCursor {
  /// What the keys and their values may take in memory.
  static let memoryLimit = 256 << 20
  private static let windowLength = 1 << 18

  let file: RegularFile
  /// Where the next byte is read.
  private(set) var offset = 0
  private var window: [UInt8] = []
  private var windowStart = 0
  private var memory = 0

  init(_ file: RegularFile) { self.file = file }

  /// Bytes of the file that were not read.
  var remaining: Int { file.byteCount - offset }

  func fault(_ fault: GGUFFault) -> CheckpointError { .gguf(file: file.path, fault) }

  /// Counts `bytes`, which a value takes, and `overhead` for what keeps them.
  mutating func spend(_ bytes: Int, overhead: Int = 64) throws(CheckpointError) {
    // Each addend is at most the file's size, and the sum stops at the limit.
    memory += bytes + overhead
    if memory > Self.memoryLimit { throw fault(.metadataTooLarge(limit: Self.memoryLimit)) }
  }

  /// The next `count` bytes.
  mutating func bytes(_ count: Int) throws(CheckpointError) -> ArraySlice<UInt8> {
    guard count <= remaining else {
      throw fault(
        .truncated(byteOffset: offset, needed: UInt64(count), available: remaining))
    }
    if offset < windowStart || count > windowStart + window.count - offset {
      window = try file.read(min(max(count, Self.windowLength), remaining), at: offset)
      windowStart = offset
    }
    let start = offset - windowStart
    offset += count
    return window[start..<start + count]
  }

  /// The next integer, little-endian.
  mutating func integer<Number: FixedWidthInteger>(
    _: Number.Type
  ) throws(CheckpointError) -> Number {
    let slice = try bytes(MemoryLayout<Number>.size)
    let value = slice.withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    return Number(littleEndian: value)
  }

  /// The next text with its length before it; `limit` bytes at most.
  mutating func string(
    limit: Int, refusal: (UInt64) -> GGUFFault
  ) throws(CheckpointError) -> [UInt8] {
    let stated = try integer(UInt64.self)
    guard stated <= UInt64(remaining) else {
      throw fault(.truncated(byteOffset: offset, needed: stated, available: remaining))
    }
    guard stated <= UInt64(limit) else { throw fault(refusal(stated)) }
    let count = Int(stated)
    try spend(count)
    return Array(try bytes(count))
  }

  /// The next key or tensor name: UTF-8, not empty.
  mutating func name(limit: Int) throws(CheckpointError) -> String {
    let start = offset
    let bytes = try string(limit: limit) {
      .nameTooLong(byteOffset: start, bytes: $0, limit: limit)
    }
    if bytes.isEmpty { throw fault(.emptyName(byteOffset: start)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault(.nameNotUTF8(byteOffset: start))
    }
    return text
  }
}
