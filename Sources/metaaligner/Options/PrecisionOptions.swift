public import ArgumentParser
public import Tensors

/// How far activations, keys and values are rounded.
struct PrecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "exact: activations stay 32-bit floats. fast: they may be rounded as the weights' format is.",
      valueName: "how"))
  var arithmetic = Arithmetic.fast

  @Option(
    name: .customLong("kv-cache"),
    help: ArgumentHelp("How keys and values of tokens read are kept.", valueName: "type"))
  var cacheType = CacheType.f16
}

/// How keys and values are kept.
enum CacheType: String, ExpressibleByArgument, CaseIterable {
  case f32, f16, bf16

  var elementType: ElementType {
    switch self {
    case .f32: .float32
    case .f16: .float16
    case .bf16: .bfloat16
    }
  }
}

extension Arithmetic: ExpressibleByArgument {}
