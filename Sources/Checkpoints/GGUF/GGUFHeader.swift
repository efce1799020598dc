import StrictJSON

/// One tensor of a GGUF file.
struct GGUFTensorEntry: Sendable, Equatable {
  let name: String
  let type: GGUFTensorType
  /// Outermost first; the file has it the other way round.
  let shape: [Int]
  /// Where its data start in the file.
  let byteOffset: Int
  let byteCount: Int
  let elementCount: Int
}

/// The header of a GGUF file, validated: keys, values, and tensors that lie in the file one after another.
///
/// Source: the format's description (`docs/gguf.md` of ggml) and the checks of `gguf.cpp`; where we are stricter,
/// RELIABILITY A4 of the design says why.
struct GGUFHeader {
  static let magic = Array("GGUF".utf8)
  static let versions: ClosedRange<UInt32> = 2...3
  /// Ten times what the most layers need, and few enough to be read in a moment.
  static let tensorLimit = 1 << 16
  static let keyLimit = 1 << 16
  /// What an entry takes at least: the length of a name, a byte of it, and what must follow.
  private static let smallestKey = 14
  private static let smallestTensor = 33

  let file: RegularFile
  /// The keys with their values, in the order of the file.
  private(set) var keys: [(key: String, value: GGUFValue)] = []
  private(set) var metadata: GGUFMetadata
  private(set) var tensors: [GGUFTensorEntry] = []
  private(set) var warnings: [CheckpointWarning] = []

  /// Reads and checks the header of `file`, which begins with the magic number.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - readsTensors: Whether to go on to the tensors after the keys.
  /// - Throws: `CheckpointError` at the first thing that is wrong.
  init(_ file: RegularFile, readsTensors: Bool = true) throws(CheckpointError) {
    self.file = file
    metadata = GGUFMetadata(file: file.path)
    var cursor = GGUFCursor(file)
    _ = try cursor.bytes(Self.magic.count)
    let version = try cursor.integer(UInt32.self)
    if version & 0xFFFF == 0, version != 0 { throw cursor.fault(.byteSwapped) }
    guard Self.versions.contains(version) else {
      throw cursor.fault(.unsupportedVersion(version, supported: Self.versions))
    }
    let tensorCount = try cursor.integer(UInt64.self)
    let keyCount = try cursor.integer(UInt64.self)
    let tensors = try Self.count(
      tensorCount, of: .tensors, bytes: Self.smallestTensor, limit: Self.tensorLimit, cursor)
    let keys = try Self.count(
      keyCount, of: .keys, bytes: Self.smallestKey, limit: Self.keyLimit, cursor)
    for _ in 0..<keys { try readKey(&cursor) }
    let alignment = try metadata.alignment()
    if readsTensors { try readTensors(tensors, alignment: alignment, &cursor) }
  }

  private static func count(
    _ count: UInt64, of table: GGUFFault.Table, bytes: Int, limit: Int, _ cursor: GGUFCursor
  ) throws(CheckpointError) -> Int {
    let possible = min(limit, cursor.remaining / bytes)
    guard count <= UInt64(possible) else {
      throw cursor.fault(.implausibleCount(of: table, count: count, limit: possible))
    }
    return Int(count)
  }

  private mutating func readKey(_ cursor: inout GGUFCursor) throws(CheckpointError) {
    let key = try cursor.name(limit: 65_535)
    let value = try cursor.value(of: key)
    guard metadata.insert(value, for: key) else { throw cursor.fault(.repeatedKey(key)) }
    keys.append((key, value))
  }

  private mutating func readTensors(
    _ count: Int, alignment: Int, _ cursor: inout GGUFCursor
  ) throws(CheckpointError) {
    var layout = GGUFLayout(alignment: alignment, fileBytes: cursor.file.byteCount)
    var seen: Set<ByteKey> = []
    var offsets: [Int] = []
    for _ in 0..<count {
      let name = try cursor.name(limit: 63)
      guard seen.insert(ByteKey(name)).inserted else {
        throw cursor.fault(.repeatedTensor(name))
      }
      let shape = try cursor.shape(of: name)
      let code = try cursor.integer(UInt32.self)
      let offset = try cursor.integer(UInt64.self)
      do throws(GGUFFault) {
        let type = try GGUFLayout.type(code, of: name)
        let place = try layout.place(name, type: type, shape: shape, offset: offset)
        offsets.append(place.offset)
        // The place is from the start of the data until the header's end is known.
        tensors.append(
          GGUFTensorEntry(
            name: name, type: type, shape: shape, byteOffset: place.offset,
            byteCount: place.byteCount, elementCount: place.elementCount))
      } catch { throw cursor.fault(error) }
    }
    do throws(GGUFFault) {
      let dataStart = try layout.dataStart(afterHeaderOf: cursor.offset, tensors: tensors)
      tensors = tensors.map { entry in
        GGUFTensorEntry(
          name: entry.name, type: entry.type, shape: entry.shape,
          byteOffset: dataStart + entry.byteOffset, byteCount: entry.byteCount,
          elementCount: entry.elementCount)
      }
    } catch { throw cursor.fault(error) }
    let end = tensors.last.map { $0.byteOffset + $0.byteCount } ?? cursor.offset
    let trailing = cursor.file.byteCount - end
    if trailing > alignment {
      warnings.append(.trailingBytes(file: cursor.file.path, bytes: trailing))
    }
  }
}
