import Tensors

/// How ggml stores a tensor, by the number in the file (`ggml_type`).
///
/// Types that we do not compute with are known all the same, for the extents of the tensors must be right.
struct GGUFTensorType: Sendable, Equatable {
  let code: UInt32
  let name: String
  let blockLength: Int
  let blockByteCount: Int

  /// The type that we compute with, nil for the others.
  var elementType: ElementType? { ElementType.allCases.first { $0.name == name } }

  private init(_ code: UInt32, _ name: String, _ blockLength: Int, _ blockByteCount: Int) {
    self.code = code
    self.name = name
    self.blockLength = blockLength
    self.blockByteCount = blockByteCount
  }

  /// The type of a number; nil for one that was never given, or was taken back.
  init?(code: UInt32) {
    guard let type = Self.all.first(where: { $0.code == code }) else { return nil }
    self = type
  }

  /// The type that stores `elementType`; ggml has all of ours.
  init?(_ elementType: ElementType) {
    guard let type = Self.all.first(where: { $0.name == elementType.name }) else { return nil }
    self = type
  }

  /// Source: `ggml.h` (numbers) and `ggml-common.h` (blocks); 4, 5, 31–33 and 36–38 were taken back.
  private static let all = [
    GGUFTensorType(0, "F32", 1, 4), GGUFTensorType(1, "F16", 1, 2),
    GGUFTensorType(2, "Q4_0", 32, 18), GGUFTensorType(3, "Q4_1", 32, 20),
    GGUFTensorType(6, "Q5_0", 32, 22), GGUFTensorType(7, "Q5_1", 32, 24),
    GGUFTensorType(8, "Q8_0", 32, 34), GGUFTensorType(9, "Q8_1", 32, 36),
    GGUFTensorType(10, "Q2_K", 256, 84), GGUFTensorType(11, "Q3_K", 256, 110),
    GGUFTensorType(12, "Q4_K", 256, 144), GGUFTensorType(13, "Q5_K", 256, 176),
    GGUFTensorType(14, "Q6_K", 256, 210), GGUFTensorType(15, "Q8_K", 256, 292),
    GGUFTensorType(16, "IQ2_XXS", 256, 66), GGUFTensorType(17, "IQ2_XS", 256, 74),
    GGUFTensorType(18, "IQ3_XXS", 256, 98), GGUFTensorType(19, "IQ1_S", 256, 50),
    GGUFTensorType(20, "IQ4_NL", 32, 18), GGUFTensorType(21, "IQ3_S", 256, 110),
    GGUFTensorType(22, "IQ2_S", 256, 82), GGUFTensorType(23, "IQ4_XS", 256, 136),
    GGUFTensorType(24, "I8", 1, 1), GGUFTensorType(25, "I16", 1, 2),
    GGUFTensorType(26, "I32", 1, 4), GGUFTensorType(27, "I64", 1, 8),
    GGUFTensorType(28, "F64", 1, 8), GGUFTensorType(29, "IQ1_M", 256, 56),
    GGUFTensorType(30, "BF16", 1, 2), GGUFTensorType(34, "TQ1_0", 256, 54),
    GGUFTensorType(35, "TQ2_0", 256, 66), GGUFTensorType(39, "MXFP4", 32, 17),
    GGUFTensorType(40, "NVFP4", 64, 36), GGUFTensorType(41, "Q1_0", 128, 18),
    GGUFTensorType(42, "Q2_0", 64, 18),
  ]
}
