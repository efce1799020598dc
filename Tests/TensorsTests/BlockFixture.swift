import Glibc
import Tensors

/// Files that `Tests/Scripts/make_block_fixtures.py` wrote.
enum BlockFixture {
  static func bytes(_ name: String) -> [UInt8] {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard let file = fopen(folder.joined(separator: "/") + "/Fixtures/" + name, "rb") else {
      return []
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  static func floats(_ name: String) -> [Float] {
    bytes(name).withUnsafeBytes { raw in
      (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }
}

/// The formats of blocks.
let blockTypes = ElementType.allCases.filter { !$0.isFloat }

/// Floats as blocks.
func encoded(_ values: [Float], _ type: ElementType) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: type.byteCount(of: values.count))
  bytes.withUnsafeMutableBytes { bytes in
    guard let address = bytes.baseAddress else { return }
    BlockCodec.encode(values, count: values.count, to: type, into: address)
  }
  return bytes
}

/// Blocks as floats.
func decoded(_ blocks: [UInt8], _ type: ElementType) -> [Float] {
  let count = blocks.count / type.blockByteCount * type.blockLength
  var floats = [Float](repeating: .nan, count: count)
  blocks.withUnsafeBytes { blocks in
    guard let address = blocks.baseAddress else { return }
    BlockCodec.decode(address, type: type, count: count, into: &floats)
  }
  return floats
}

/// A tensor of bytes, which start at an odd address.
func tensor(_ bytes: [UInt8], _ type: ElementType, shape: [Int]) -> Tensor {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 64)
  memory[0] = 0
  for (index, byte) in bytes.enumerated() { memory[index + 1] = byte }
  let storage = ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
  return Tensor(elementType: type, shape: shape, storage: storage, byteOffset: 1)
}
