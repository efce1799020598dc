import ArgumentParser
import Tensors

/// The formats that matrices are written and measured in.
enum MatrixFormat: String, CaseIterable, ExpressibleByArgument {
  case f32, f16, bf16, q8_0, q4_0

  var elementType: ElementType {
    switch self {
    case .f32: .float32
    case .f16: .float16
    case .bf16: .bfloat16
    case .q8_0: .q8_0
    case .q4_0: .q4_0
    }
  }
}

/// The formats of numbers that trained weights are written in.
enum NumberFormat: String, CaseIterable, ExpressibleByArgument {
  case bf16, f16, f32

  var elementType: ElementType {
    switch self {
    case .bf16: .bfloat16
    case .f16: .float16
    case .f32: .float32
    }
  }
}
