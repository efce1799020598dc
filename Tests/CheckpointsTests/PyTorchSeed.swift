/// The seed of the hostile archives, and ways to write archives and pickles that are wrong in one thing.
enum PyTorchSeed {
  static let data: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]

  /// An archive as `torch.save({"w": tensor([1, 2])})` writes it.
  static func archive(
    pickle: [UInt8] = pickle(), data: [UInt8] = data, extra: [ZipEntry] = []
  ) -> ZipArchive {
    ZipArchive(
      entries: [
        ZipEntry("archive/data.pkl", pickle), ZipEntry("archive/byteorder", Array("little".utf8)),
        ZipEntry("archive/data/0", data), ZipEntry("archive/version", Array("3\n".utf8)),
      ] + extra)
  }

  /// The pickle of `{"w": tensor}`.
  static func pickle(
    tensor: [UInt8] = tensor(), before: [UInt8] = [0x80, 2], after: [UInt8] = [0x2E]
  ) -> [UInt8] {
    join(before, [0x7D], text("w"), tensor, [0x73], after)
  }

  /// The instructions that leave a tensor.
  static func tensor(
    storage: [UInt8] = storage(), offset: [UInt8] = integer(0), sizes: [[UInt8]] = [integer(2)],
    strides: [[UInt8]] = [integer(1)], gradient: [UInt8] = [0x89], hooks: [UInt8] = hooks,
    more: [UInt8] = []
  ) -> [UInt8] {
    join(
      name("torch._utils", "_rebuild_tensor_v2"), [0x28], storage, offset, tuple(sizes),
      tuple(strides), gradient, hooks, more, [0x74, 0x52])
  }

  /// The instructions that leave a storage.
  static func storage(
    type: [UInt8] = name("torch", "FloatStorage"), key: String = "0", count: [UInt8] = integer(2)
  ) -> [UInt8] {
    join([0x28], text("storage"), type, text(key), text("cpu"), count, [0x74, 0x51])
  }

  static let hooks = join(name("collections", "OrderedDict"), [0x29, 0x52])

  static func name(_ module: String, _ name: String) -> [UInt8] {
    join([0x63], Array("\(module)\n\(name)\n".utf8))
  }

  static func text(_ text: String) -> [UInt8] {
    join([0x58], little(UInt32(text.utf8.count)), Array(text.utf8))
  }

  static func integer(_ value: Int32) -> [UInt8] { join([0x4A], little(UInt32(bitPattern: value))) }

  static func long(_ value: Int) -> [UInt8] {
    join([0x8A, 8], little(UInt64(bitPattern: Int64(value))))
  }

  static func tuple(_ items: [[UInt8]]) -> [UInt8] { join([0x28], items.flatMap { $0 }, [0x74]) }

  static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}

/// One entry of a zip archive; what is nil is as it should be.
struct ZipEntry {
  var name: String
  var content: [UInt8]
  var flags: UInt16 = 0x0808
  var method: UInt16 = 0
  var checksum: UInt32?
  var localName: String?
  var localFlags: UInt16?
  var localMethod: UInt16?
  var localSize: UInt32?
  var descriptorSize: UInt32?
  var declaredSize: UInt32?
  /// Where the directory says that it starts.
  var declaredStart: UInt32?
  var centralExtra: [UInt8] = []

  init(_ name: String, _ content: [UInt8]) {
    self.name = name
    self.content = content
  }
}

/// A zip archive that can be written wrongly.
struct ZipArchive {
  var entries: [ZipEntry]
  var prefix: [UInt8] = []
  var comment: [UInt8] = []
  var declaredCount: UInt16?
  var directoryStart: UInt32?
  var disk: UInt16 = 0
  var isWide = false
  var wideCount: UInt64?

  var bytes: [UInt8] {
    var file = prefix
    var directory: [UInt8] = []
    for entry in entries {
      let start = UInt32(file.count)
      let sum = entry.checksum ?? Self.crc32(entry.content)
      let size = UInt32(entry.content.count)
      let known = (entry.localFlags ?? entry.flags) & 8 == 0
      let localName = Array((entry.localName ?? entry.name).utf8)
      file += join(Self.little(UInt32(0x0403_4B50)), Self.little(UInt16(0)))
      file += Self.little(entry.localFlags ?? entry.flags)
      file += join(Self.little(entry.localMethod ?? entry.method), [0, 0, 0, 0])
      file += Self.little(known ? sum : 0)
      file += Self.little(entry.localSize ?? (known ? size : 0))
      file += Self.little(entry.localSize ?? (known ? size : 0))
      file += join(Self.little(UInt16(localName.count)), Self.little(UInt16(5)))
      file += join(localName, [0x46, 0x42, 1, 0, 0x5A], entry.content)
      if !known {
        file += join(Self.little(UInt32(0x0807_4B50)), Self.little(sum))
        file +=
          Self.little(entry.descriptorSize ?? size) + Self.little(entry.descriptorSize ?? size)
      }
      let name = Array(entry.name.utf8)
      directory += join(Self.little(UInt32(0x0201_4B50)), [0, 0, 0, 0])
      directory += join(Self.little(entry.flags), Self.little(entry.method), [0, 0, 0, 0])
      directory += join(Self.little(sum), Self.little(entry.declaredSize ?? size))
      directory += join(Self.little(entry.declaredSize ?? size), Self.little(UInt16(name.count)))
      directory += join(
        Self.little(UInt16(entry.centralExtra.count)), [UInt8](repeating: 0, count: 10))
      directory += join(Self.little(entry.declaredStart ?? start), name, entry.centralExtra)
    }
    let start = file.count
    file += directory
    let count = UInt64(entries.count)
    if isWide {
      let wideStart = UInt64(file.count)
      file += join(Self.little(UInt32(0x0606_4B50)), Self.little(UInt64(44)), [30, 3, 45, 0])
      file += join(Self.little(UInt64(0)), Self.little(wideCount ?? count))
      file += join(Self.little(wideCount ?? count), Self.little(UInt64(directory.count)))
      file += Self.little(UInt64(start))
      file += join(Self.little(UInt32(0x0706_4B50)), Self.little(UInt32(0)))
      file += join(Self.little(wideStart), Self.little(UInt32(1)))
    }
    file += join(Self.little(UInt32(0x0605_4B50)), Self.little(disk), Self.little(disk))
    file += Self.little(declaredCount ?? UInt16(count))
    file += Self.little(declaredCount ?? UInt16(count))
    file += join(Self.little(UInt32(directory.count)), Self.little(directoryStart ?? UInt32(start)))
    return join(file, Self.little(UInt16(comment.count)), comment)
  }

  /// The archive with one of its entries changed.
  func with(_ name: String, _ change: (inout ZipEntry) -> Void) -> ZipArchive {
    var copy = self
    for index in copy.entries.indices where copy.entries[index].name == name {
      change(&copy.entries[index])
    }
    return copy
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    PyTorchSeed.little(number)
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var state: UInt32 = .max
    for byte in bytes { state = state >> 8 ^ remainders[Int((state ^ UInt32(byte)) & 0xFF)] }
    return ~state
  }

  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { state, _ in state >> 1 ^ (state & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}

/// Bytes one after another; the compiler takes long sums of array literals for a riddle.
func join(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }
