extension MatrixMultiplier {
  /// Kept for the transformer until it asks for `scratchByteCount`.
  public static func panelFloatCount(width: Int, tokens: Int) -> Int {
    scratchByteCount(width: width, tokens: tokens) / MemoryLayout<Float>.stride
  }

  /// Kept for the transformer's tests.
  public static let wideTokenCount = 64
}
