import Tensors

/// The element types of safetensors, by the names that the format gives them (`Dtype` in tensor.rs).
enum StoredType: String, CaseIterable {
  case bool = "BOOL"
  case float4 = "F4"
  case float6E2M3 = "F6_E2M3"
  case float6E3M2 = "F6_E3M2"
  case unsigned8 = "U8"
  case integer8 = "I8"
  case float8E5M2 = "F8_E5M2"
  case float8E4M3 = "F8_E4M3"
  case float8E5M2FNUZ = "F8_E5M2FNUZ"
  case float8E4M3FNUZ = "F8_E4M3FNUZ"
  case float8E8M0 = "F8_E8M0"
  case integer16 = "I16"
  case unsigned16 = "U16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case integer32 = "I32"
  case unsigned32 = "U32"
  case float32 = "F32"
  case complex64 = "C64"
  case float64 = "F64"
  case integer64 = "I64"
  case unsigned64 = "U64"

  /// The size of one element.
  var bitCount: Int {
    switch self {
    case .float4: 4
    case .float6E2M3, .float6E3M2: 6
    case .bool, .unsigned8, .integer8, .float8E5M2, .float8E4M3, .float8E5M2FNUZ,
      .float8E4M3FNUZ, .float8E8M0:
      8
    case .integer16, .unsigned16, .float16, .bfloat16: 16
    case .integer32, .unsigned32, .float32: 32
    case .complex64, .float64, .integer64, .unsigned64: 64
    }
  }

  /// The type that we compute with, nil for the others.
  var elementType: ElementType? {
    switch self {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    default: nil
    }
  }
}
