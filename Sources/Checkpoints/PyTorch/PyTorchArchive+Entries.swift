import StrictJSON

/// One entry of the central directory, found to agree with the header before its content.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.9, 4.3.12 and 4.5.3.
struct ArchiveEntry {
  let name: String
  let record: PyTorchArchive.Record
  /// All bytes of the entry: header, content, and what describes it afterwards.
  let extent: Range<Int>

  private static let nameLimit = 1024
  private static let centralLength = 46
  private static let localLength = 30
  /// Sizes follow the content, and names are UTF-8; encryption, patches and masked headers are not allowed.
  private static let allowedFlags: UInt16 = 0x0008 | 0x0800

  /// Reads the whole directory and the header of each entry.
  static func readAll(
    of file: RegularFile, _ end: ArchiveEnd
  ) throws(ArchiveFailure) -> [ArchiveEntry] {
    let directory = try ByteFields(file, end.directoryByteCount, at: end.directoryStart)
    var entries: [ArchiveEntry] = []
    var names: Set<ByteKey> = []
    var offset = 0
    while offset < directory.bytes.count {
      guard entries.count < end.entryCount else {
        throw .archive(
          .entryCount(declared: UInt64(end.entryCount), found: entries.count + 1))
      }
      let central = try CentralHeader(directory, at: offset, directoryStart: end.directoryStart)
      offset += central.length
      guard names.insert(ByteKey(central.name)).inserted else {
        throw .archive(.repeatedName(central.name))
      }
      entries.append(try entry(central, in: file, before: end.directoryStart))
    }
    guard entries.count == end.entryCount else {
      throw .archive(.entryCount(declared: UInt64(end.entryCount), found: entries.count))
    }
    return entries
  }

  /// Checks that the archive begins with an entry and that no two share a byte.
  static func checkExtents(
    _ entries: [ArchiveEntry], before directory: Int
  ) throws(ArchiveFailure) {
    let ordered = entries.sorted { $0.extent.lowerBound < $1.extent.lowerBound }
    if let first = ordered.first, first.extent.lowerBound > 0 {
      throw .archive(.precedingBytes(first.extent.lowerBound))
    }
    for (entry, next) in zip(ordered, ordered.dropFirst())
    where entry.extent.upperBound > next.extent.lowerBound {
      throw .archive(.overlap(entry.name, next.name))
    }
  }

  /// Reads the header at the entry's place and compares it.
  private static func entry(
    _ central: CentralHeader, in file: RegularFile, before directory: Int
  ) throws(ArchiveFailure) -> ArchiveEntry {
    let name = central.name
    guard central.flags & ~allowedFlags == 0 else {
      throw .archive(.flags(name, central.flags))
    }
    guard central.method == 0 else {
      throw .archive(.compressed(name, method: central.method))
    }
    guard central.storedBytes == central.bytes else {
      throw .archive(.headersDiffer(name, .size))
    }
    guard directory >= localLength, central.start <= UInt64(directory - localLength) else {
      throw .archive(.beyondEnd(name))
    }
    let start = Int(central.start)
    let local = try ByteFields(file, localLength, at: start)
    let nameLength = Int(local.uint16(26) ?? 0)
    let extraLength = Int(local.uint16(28) ?? 0)
    let headerLength = localLength + nameLength + extraLength
    guard headerLength <= directory - start,
      central.bytes <= UInt64(directory - start - headerLength)
    else { throw .archive(.beyondEnd(name)) }
    let names = try ByteFields(file, nameLength + extraLength, at: start + localLength)
    guard local.uint32(0) == 0x0403_4B50 else { throw .archive(.headersDiffer(name, .signature)) }
    guard names.slice(0, nameLength)?.elementsEqual(name.utf8) == true else {
      throw .archive(.headersDiffer(name, .name))
    }
    guard local.uint16(6) == central.flags else { throw .archive(.headersDiffer(name, .flags)) }
    guard local.uint16(8) == 0 else { throw .archive(.headersDiffer(name, .method)) }
    let contentStart = start + headerLength
    let byteCount = Int(central.bytes)
    var end = contentStart + byteCount
    if central.flags & 8 == 0 {
      let extra = WideSizes(names, from: nameLength)
      guard local.uint32(14) == central.checksum else {
        throw .archive(.headersDiffer(name, .checksum))
      }
      guard extra.widen(local.uint32(22), at: 0) == central.bytes,
        extra.widen(local.uint32(18), at: 1) == central.bytes
      else { throw .archive(.headersDiffer(name, .size)) }
    } else {
      // The header came before they were known: its fields are zero, a descriptor after the content has them.
      guard local.uint32(14) == 0 || local.uint32(14) == central.checksum else {
        throw .archive(.headersDiffer(name, .checksum))
      }
      for place in [18, 22] {
        guard let size = local.uint32(place),
          size == 0 || size == 0xFFFF_FFFF || UInt64(size) == central.bytes
        else { throw .archive(.headersDiffer(name, .size)) }
      }
      end += try descriptorLength(central, in: file, at: end, before: directory)
    }
    return ArchiveEntry(
      name: name,
      record: .init(start: contentStart, byteCount: byteCount, checksum: central.checksum),
      extent: start..<end)
  }

  /// How long the descriptor after an entry's content is; empty entries of PyTorch have none.
  private static func descriptorLength(
    _ central: CentralHeader, in file: RegularFile, at offset: Int, before directory: Int
  ) throws(ArchiveFailure) -> Int {
    let fields = try ByteFields(file, min(24, directory - offset), at: offset)
    guard fields.uint32(0) == 0x0807_4B50 else {
      if central.bytes == 0 { return 0 }
      throw .archive(.headersDiffer(central.name, .signature))
    }
    guard fields.uint32(4) == central.checksum else {
      throw .archive(.headersDiffer(central.name, .checksum))
    }
    if central.bytes <= UInt64(UInt32.max), fields.uint32(8) == UInt32(central.bytes),
      fields.uint32(12) == UInt32(central.bytes)
    {
      return 16
    }
    guard fields.uint64(8) == central.bytes, fields.uint64(16) == central.bytes else {
      throw .archive(.headersDiffer(central.name, .size))
    }
    return 24
  }

  /// One header of the central directory.
  private struct CentralHeader {
    let name: String
    let flags: UInt16
    let method: UInt16
    let checksum: UInt32
    let storedBytes: UInt64
    let bytes: UInt64
    let start: UInt64
    /// The bytes that the header takes.
    let length: Int

    init(
      _ fields: ByteFields, at offset: Int, directoryStart: Int
    ) throws(ArchiveFailure) {
      let place = directoryStart + offset
      guard fields.uint32(offset) == 0x0201_4B50, let flags = fields.uint16(offset + 8),
        let method = fields.uint16(offset + 10), let checksum = fields.uint32(offset + 16),
        let nameLength = fields.uint16(offset + 28), let extraLength = fields.uint16(offset + 30),
        let commentLength = fields.uint16(offset + 32), fields.uint16(offset + 34) == 0,
        let nameBytes = fields.slice(offset + centralLength, Int(nameLength))
      else { throw .archive(.brokenEntry(byteOffset: place)) }
      length = centralLength + Int(nameLength) + Int(extraLength) + Int(commentLength)
      guard fields.slice(offset, length) != nil,
        let name = String(validating: nameBytes, as: UTF8.self)
      else { throw .archive(.brokenEntry(byteOffset: place)) }
      guard Self.isSafe(name) else { throw .archive(.unsafeName(name)) }
      let extra = WideSizes(
        fields, from: offset + centralLength + Int(nameLength), byteCount: Int(extraLength))
      let narrow = [
        fields.uint32(offset + 24), fields.uint32(offset + 20), fields.uint32(offset + 42),
      ]
      // The wide field has only those that do not fit, in this order.
      var wideIndex = 0
      var sizes: [UInt64] = []
      for number in narrow {
        guard let number else { throw .archive(.brokenEntry(byteOffset: place)) }
        if number < UInt32.max {
          sizes.append(UInt64(number))
        } else if let wide = extra.number(wideIndex) {
          sizes.append(wide)
          wideIndex += 1
        } else {
          throw .archive(.brokenEntry(byteOffset: place))
        }
      }
      self.name = name
      self.flags = flags
      self.method = method
      self.checksum = checksum
      (bytes, storedBytes, start) = (sizes[0], sizes[1], sizes[2])
    }

    /// Whether a name stays inside the archive's folder, read by any system.
    private static func isSafe(_ name: String) -> Bool {
      guard name.utf8.count <= nameLimit else { return false }
      let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      return parts.allSatisfy {
        !$0.isEmpty && !$0.elementsEqual("..".utf8) && !$0.elementsEqual(".".utf8)
      }
        && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
    }
  }
}

/// The 64-bit numbers in an entry's extra field (header 1).
private struct WideSizes {
  private var numbers: [UInt64] = []

  init(_ fields: ByteFields, from start: Int, byteCount: Int? = nil) {
    let end = byteCount.map { min(fields.bytes.count, start + $0) } ?? fields.bytes.count
    var offset = start
    while offset + 4 <= end, let kind = fields.uint16(offset), let size = fields.uint16(offset + 2)
    {
      let next = offset + 4 + Int(size)
      guard next <= end else { return }
      if kind == 1 {
        numbers = stride(from: offset + 4, to: next - 7, by: 8).compactMap { fields.uint64($0) }
        return
      }
      offset = next
    }
  }

  func number(_ index: Int) -> UInt64? { index < numbers.count ? numbers[index] : nil }

  /// `narrow`, or the wide number in its place.
  func widen(_ narrow: UInt32?, at index: Int) -> UInt64? {
    guard let narrow else { return nil }
    return narrow < UInt32.max ? UInt64(narrow) : number(index)
  }
}
