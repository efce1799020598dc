/// How far activations may be rounded in a matrix product.
public enum Arithmetic: String, Sendable, Hashable, CaseIterable {
  /// Activations stay float32; what the references are checked with.
  case exact
  /// Activations may be rounded to the precision of the weights' format: bytes that share a scale, or bfloat16.
  case fast
}
