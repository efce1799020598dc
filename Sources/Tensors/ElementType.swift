/// How weights are stored: a number each, or blocks that share their scales.
public enum ElementType: Sendable, Hashable, CaseIterable {
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary16.
  case float16
  /// The upper half of a binary32.
  case bfloat16
  /// ggml's Q8_0: 32 signed bytes and one binary16 scale.
  case q8_0
  /// ggml's Q4_0: 32 numbers of 4 bits around 8 and one binary16 scale.
  case q4_0
  /// ggml's Q4_K: 256 numbers of 4 bits; every 32 share a scale and a minimum of 6 bits.
  case q4_K
  /// ggml's Q5_K: as Q4_K, with 5 bits a number.
  case q5_K
  /// ggml's Q6_K: 256 numbers of 6 bits around 32; every 16 share a scale of 8 bits.
  case q6_K

  /// Elements that are stored together; a row holds whole blocks.
  public var blockLength: Int {
    switch self {
    case .float32, .float16, .bfloat16: 1
    case .q8_0, .q4_0: 32
    case .q4_K, .q5_K, .q6_K: 256
    }
  }

  /// Bytes that one block takes, as ggml lays it out.
  public var blockByteCount: Int {
    switch self {
    case .float32: 4
    case .float16, .bfloat16: 2
    case .q8_0: 34
    case .q4_0: 18
    case .q4_K: 144
    case .q5_K: 176
    case .q6_K: 210
    }
  }

  /// Whether elements are numbers of their own rather than parts of a block.
  public var isFloat: Bool { blockLength == 1 }

  /// Bytes that `count` elements take, which are whole blocks.
  public func byteCount(of count: Int) -> Int { count / blockLength * blockByteCount }

  /// The name that people, safetensors headers and ggml use.
  public var name: String {
    switch self {
    case .float32: "F32"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .q8_0: "Q8_0"
    case .q4_0: "Q4_0"
    case .q4_K: "Q4_K"
    case .q5_K: "Q5_K"
    case .q6_K: "Q6_K"
    }
  }
}
