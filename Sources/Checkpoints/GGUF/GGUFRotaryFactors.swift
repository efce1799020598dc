import Tensors

/// The divisors of the rotary frequencies that a GGUF file has as a tensor.
enum GGUFRotaryFactors {
  /// Reads and checks them; nil where there are none.
  static func read(_ header: GGUFHeader, count: Int) throws(CheckpointError) -> [Float]? {
    let name = GGUFTensorNames.rotaryFactors
    guard let entry = header.tensors.first(where: { $0.name == name }) else { return nil }
    let file = header.file
    guard entry.shape == [count] else {
      throw .wrongShape(file: file.path, tensor: name, expected: [count], found: entry.shape)
    }
    guard entry.type.elementType == .float32 else {
      throw .uncomputableType(
        file: file.path, tensor: name, found: entry.type.name, supported: ["F32"])
    }
    let bytes = try file.read(entry.byteCount, at: entry.byteOffset)
    let factors = GGUFValue.array(.float32, bytes: bytes).floats ?? []
    guard factors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw .gguf(file: file.path, .invalidRotaryFactors)
    }
    return factors
  }
}
