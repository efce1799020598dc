import StrictJSON

/// One tensor of a file: where it lies and what it is.
struct TensorEntry {
  let name: String
  let type: StoredType
  let shape: [Int]
  /// Where it starts and ends, in bytes from the start of the data.
  let begin: Int
  let end: Int

  /// The number of elements; the header's check has shown that it fits.
  var elementCount: Int { shape.contains(0) ? 0 : shape.reduce(1, &*) }
}

/// The header of a safetensors file, validated: names, types, shapes, and extents that fill the data
/// without hole or overlap.
///
/// Source: the format's README and `tensor.rs`; where we are stricter, RELIABILITY A1 of the design says why.
struct SafetensorsHeader {
  static let headerLimit = 100_000_000
  static let entryLimit = 1 << 20
  static let nameLimit = 1024
  static let rankLimit = 8

  /// The tensors in the order of their data.
  private(set) var entries: [TensorEntry] = []
  /// Where the data start in the file.
  let dataStart: Int
  private(set) var warnings: [CheckpointWarning] = []

  /// Reads and checks the header of `file`.
  init(_ file: RegularFile) throws(CheckpointError) {
    let path = file.path
    guard file.byteCount >= 8 else {
      throw .safetensors(file: path, .tooShort(bytes: file.byteCount))
    }
    let available = file.byteCount - 8
    let length = try file.read(8, at: 0).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.headerLimit) else {
      throw .safetensors(file: path, .headerTooLong(bytes: length, limit: Self.headerLimit))
    }
    guard length <= UInt64(available) else {
      throw .safetensors(file: path, .headerBeyondEnd(bytes: length, available: available))
    }
    let headerBytes = Int(length)
    dataStart = 8 + headerBytes
    let header = try file.read(headerBytes, at: 8)
    var scan = HeaderScan(file: path)
    let result: Result<Void, CheckpointError> = header.withUnsafeBytes { bytes in
      do throws(CheckpointError) { return .success(try scan.run(bytes)) } catch {
        return .failure(error)
      }
    }
    try result.get()
    warnings = scan.warnings
    entries = scan.entries
    do throws(SafetensorsFault) {
      try orderAndCheckExtents(dataBytes: available - headerBytes)
    } catch { throw .safetensors(file: path, error) }
  }

  /// Sorts by extent and checks that the tensors fill the data exactly.
  private mutating func orderAndCheckExtents(dataBytes: Int) throws(SafetensorsFault) {
    for entry in entries where entry.end > dataBytes {
      throw .beyondEnd(tensor: entry.name, end: entry.end, dataBytes: dataBytes)
    }
    func isBefore(_ one: TensorEntry, _ other: TensorEntry) -> Bool {
      (one.begin, one.end) < (other.begin, other.end)
    }
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { !isBefore($1, $0) }
    if !isSorted { entries.sort(by: isBefore) }
    var position = 0
    for entry in entries {
      guard entry.begin == position else {
        throw .misplaced(tensor: entry.name, expectedBegin: position, foundBegin: entry.begin)
      }
      position = entry.end
    }
    guard position == dataBytes else {
      throw .trailingData(expected: position, found: dataBytes)
    }
  }
}
