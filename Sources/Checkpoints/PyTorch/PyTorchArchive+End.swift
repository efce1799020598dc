/// Where the central directory is: the record at the very end of a zip archive, and its 64-bit form.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
struct ArchiveEnd {
  let directoryStart: Int
  let directoryByteCount: Int
  let entryCount: Int

  private static let recordLength = 22
  private static let locatorLength = 20
  private static let wideRecordLength = 56

  init(_ file: RegularFile) throws(ArchiveFailure) {
    let count = file.byteCount
    guard count >= Self.recordLength else { throw .archive(.noEndRecord) }
    let tailLength = min(count, Self.recordLength + Self.locatorLength + Self.wideRecordLength)
    let tail = try ByteFields(file, tailLength, at: count - tailLength)
    let record = tailLength - Self.recordLength
    // A comment could hold a second record, of which readers may take either.
    guard tail.uint32(record) == 0x0605_4B50, tail.uint16(record + 20) == 0 else {
      throw .archive(.noEndRecord)
    }
    guard tail.uint16(record + 4) == 0, tail.uint16(record + 6) == 0 else {
      throw .archive(.severalParts)
    }
    var entries = UInt64(tail.uint16(record + 10) ?? 0)
    var bytes = UInt64(tail.uint32(record + 12) ?? 0)
    var start = UInt64(tail.uint32(record + 16) ?? 0)
    guard tail.uint16(record + 8) == tail.uint16(record + 10) else {
      throw .archive(.severalParts)
    }
    var end = count - Self.recordLength
    let locator = record - Self.locatorLength
    if locator >= 0, tail.uint32(locator) == 0x0706_4B50 {
      let wide = locator - Self.wideRecordLength
      guard wide >= 0, tail.uint32(wide) == 0x0606_4B50,
        tail.uint64(wide + 4) == UInt64(Self.wideRecordLength - 12),
        tail.uint64(locator + 8) == UInt64(count - tailLength + wide)
      else { throw .archive(.noEndRecord) }
      guard tail.uint32(locator + 4) == 0, tail.uint32(locator + 16) == 1,
        tail.uint32(wide + 16) == 0, tail.uint32(wide + 20) == 0,
        tail.uint64(wide + 24) == tail.uint64(wide + 32)
      else { throw .archive(.severalParts) }
      let wideEntries = tail.uint64(wide + 32) ?? 0
      let wideBytes = tail.uint64(wide + 40) ?? 0
      let wideStart = tail.uint64(wide + 48) ?? 0
      // The short record repeats each number that fits it.
      guard entries == 0xFFFF || entries == wideEntries else {
        throw .archive(.entryCount(declared: entries, found: Int(clamping: wideEntries)))
      }
      guard bytes == 0xFFFF_FFFF || bytes == wideBytes,
        start == 0xFFFF_FFFF || start == wideStart
      else { throw .archive(.directoryMisplaced(offset: start, bytes: bytes)) }
      (entries, bytes, start) = (wideEntries, wideBytes, wideStart)
      end = count - tailLength + wide
    }
    guard start <= UInt64(end), bytes == UInt64(end) - start else {
      throw .archive(.directoryMisplaced(offset: start, bytes: bytes))
    }
    guard entries <= UInt64(PyTorchArchive.entryLimit) else {
      throw .archive(.tooManyEntries(limit: PyTorchArchive.entryLimit))
    }
    guard bytes <= UInt64(PyTorchArchive.directoryLimit) else {
      throw .archive(
        .directoryTooLong(bytes: Int(bytes), limit: PyTorchArchive.directoryLimit))
    }
    directoryStart = Int(start)
    directoryByteCount = Int(bytes)
    entryCount = Int(entries)
  }
}

/// Little-endian numbers at places of a few bytes of a file; nil beyond their end.
struct ByteFields {
  let bytes: [UInt8]

  /// Reads bytes that lie inside the file.
  init(_ file: RegularFile, _ count: Int, at offset: Int) throws(ArchiveFailure) {
    do throws(CheckpointError) { bytes = try file.read(count, at: offset) } catch {
      throw .file(error)
    }
  }

  func uint16(_ offset: Int) -> UInt16? { number(offset) }
  func uint32(_ offset: Int) -> UInt32? { number(offset) }
  func uint64(_ offset: Int) -> UInt64? { number(offset) }

  /// The bytes from `offset`, nil where they are not all there.
  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
    return bytes[offset..<offset + count]
  }

  private func number<Number: FixedWidthInteger & UnsignedInteger>(_ offset: Int) -> Number? {
    let size = MemoryLayout<Number>.size
    guard offset >= 0, size <= bytes.count, offset <= bytes.count - size else { return nil }
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }
}
