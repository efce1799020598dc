import CKernels
import StrictJSON
import Tensors

/// The zip archive in which PyTorch stores tensors: one pickle, and one uncompressed record a storage.
///
/// Only what `torch.save` writes is taken. Every entry's two headers agree, no two entries share a byte, and every
/// record's checksum is verified (RELIABILITY A3 of the design says which attacks each rule ends).
struct PyTorchArchive {
  /// An entry's content, in bytes from the start of the file.
  struct Record: Equatable {
    let start: Int
    let byteCount: Int
    let checksum: UInt32
  }

  static let entryLimit = 1 << 20
  static let directoryLimit = 256 << 20

  /// The pickle that describes the tensors.
  private(set) var pickle = Record(start: 0, byteCount: 0, checksum: 0)
  /// The storages by the digits that name them.
  private(set) var storages: [ByteKey: Record] = [:]
  /// The mapped file.
  let bytes: ByteStorage

  /// Reads and checks everything about `file` but the pickle.
  init(_ file: RegularFile) throws(CheckpointError) {
    do throws(ArchiveFailure) {
      if let format = try Self.foreignFormat(of: file) { throw .fault(.foreign(format)) }
      let end = try ArchiveEnd(file)
      let entries = try ArchiveEntry.readAll(of: file, end)
      try ArchiveEntry.checkExtents(entries, before: end.directoryStart)
      bytes = try mapping(file)
      try collect(entries)
    } catch {
      throw error.checkpointError(file.path)
    }
  }

  /// Sorts the entries into what they are, and verifies each.
  private mutating func collect(_ entries: [ArchiveEntry]) throws(ArchiveFailure) {
    var found: Record?
    var folder: Substring?
    for entry in entries {
      guard let slash = entry.name.firstIndex(of: "/") else {
        throw .archive(.unknownMember(entry.name))
      }
      let top = entry.name[..<slash]
      if let folder, !folder.utf8.elementsEqual(top.utf8) {
        throw .archive(.severalFolders(String(folder), String(top)))
      }
      folder = top
      let member = entry.name[entry.name.index(after: slash)...]
      switch try ArchiveMember(member, of: entry.name) {
      case .pickle: found = entry.record
      case .storage(let digits): storages[ByteKey(digits)] = entry.record
      case .byteOrder:
        let order = bytes.bytes[entry.record.start..<entry.record.start + entry.record.byteCount]
        guard order.elementsEqual("little".utf8) else {
          throw .archive(.byteOrder(String(decoding: order.prefix(16), as: UTF8.self)))
        }
      case .unused: break
      }
      try verify(entry)
    }
    guard let found else { throw .archive(.missingMember("data.pkl")) }
    pickle = found
  }

  private func verify(_ entry: ArchiveEntry) throws(ArchiveFailure) {
    let record = entry.record
    // The extent was found to lie inside the file, which is what is mapped.
    let content = UnsafeRawBufferPointer(
      rebasing: bytes.bytes[record.start..<record.start + record.byteCount])
    let found = content.baseAddress.map { ck_crc32(0, $0, content.count) } ?? 0
    guard found == record.checksum else {
      throw .archive(.checksum(entry.name, expected: record.checksum, found: found))
    }
  }

  /// What the file is where it is no zip archive.
  private static func foreignFormat(
    of file: RegularFile
  ) throws(ArchiveFailure) -> ForeignFormat? {
    let head: [UInt8]
    do throws(CheckpointError) { head = try file.read(min(file.byteCount, 512), at: 0) } catch {
      throw .file(error)
    }
    if head.starts(with: [0x50, 0x4B, 3, 4]) { return nil }
    if head.isEmpty { return .empty }
    if head.starts(with: "GGUF".utf8) { return .gguf }
    if head.starts(with: "version https://git-lfs".utf8) { return .gitPointer }
    if head.dropFirst(257).starts(with: "ustar".utf8) { return .tar }
    if head.count > 8, head[8] == UInt8(ascii: "{") { return .safetensors }
    if head[0] == 0x80, head.count > 1, head[1] <= 5 { return .pickle }
    return .unknown
  }
}

/// What a file of the archive's only folder is.
private enum ArchiveMember {
  case pickle
  case storage(String)
  case byteOrder
  /// What `torch.save` notes for itself.
  case unused

  init(_ path: Substring, of name: String) throws(ArchiveFailure) {
    switch String(path) {
    case "data.pkl": self = .pickle
    case "byteorder": self = .byteOrder
    case "version", ".format_version", ".storage_alignment", ".data/serialization_id":
      self = .unused
    case "constants.pkl": throw .archive(.program(name))
    case let path where path.hasPrefix("code/"): throw .archive(.program(name))
    case let path:
      let digits = path.dropFirst("data/".count)
      guard path.hasPrefix("data/"), (1...19).contains(digits.utf8.count),
        digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
      else { throw .archive(.unknownMember(name)) }
      self = .storage(String(digits))
    }
  }
}

/// Either the file cannot be read or what it holds is wrong.
enum ArchiveFailure: Error {
  case file(CheckpointError)
  case fault(PyTorchFault)

  static func archive(_ fault: ArchiveFault) -> ArchiveFailure { .fault(.archive(fault)) }

  func checkpointError(_ path: String) -> CheckpointError {
    switch self {
    case .file(let error): error
    case .fault(let fault): .pyTorch(file: path, fault)
    }
  }
}

private func mapping(_ file: RegularFile) throws(ArchiveFailure) -> ByteStorage {
  do throws(CheckpointError) { return try file.map() } catch { throw .file(error) }
}
