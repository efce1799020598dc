public import Tensors

/// How a context computes.
public struct InferenceOptions: Sendable, Hashable {
  /// How far activations may be rounded in matrix products.
  public var arithmetic: Arithmetic
  /// How keys and values are stored: `float32`, `float16` or `bfloat16`.
  public var cacheType: ElementType

  /// Options; by default those that the references are checked with.
  ///
  /// - Parameters:
  ///   - arithmetic: How far activations may be rounded in matrix products.
  ///   - cacheType: How keys and values are stored: `float32`, `float16` or `bfloat16`.
  public init(arithmetic: Arithmetic = .exact, cacheType: ElementType = .float32) {
    self.arithmetic = arithmetic
    self.cacheType = cacheType
  }
}
