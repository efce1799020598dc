internal import CKernels

/// Between float32 and ggml's blocks, to the bit as ggml's reference code does it.
///
/// An element comes back from Q8_0 within 1/254 + 2⁻¹¹ of its block's largest magnitude (half a step of a 127th, and the
/// scale's own rounding to binary16), and from Q4_0 within 1/8 + 2⁻¹¹ (a whole step: the codes −8…7 lack one opposite of
/// the largest). Where the scale is a subnormal binary16, 127 · 2⁻²⁵ or 8 · 2⁻²⁵ come on top.
public enum BlockCodec {
  /// Whether `encode` can write a type.
  public static func canEncode(_ type: ElementType) -> Bool { type == .q8_0 || type == .q4_0 }

  /// Writes floats as blocks.
  ///
  /// A block that holds an infinity or a NaN gets NaN for its scale, so that nothing plausible comes of it.
  ///
  /// - Parameters:
  ///   - floats: `[count]`
  ///   - count: A multiple of the type's block length.
  ///   - type: Q8_0 or Q4_0.
  ///   - blocks: Room for `type.byteCount(of: count)` bytes, not aligned.
  public static func encode(
    _ floats: UnsafePointer<Float>, count: Int, to type: ElementType,
    into blocks: UnsafeMutableRawPointer
  ) {
    precondition(canEncode(type) && count % type.blockLength == 0)
    guard let format = type.blockType else { return }
    ck_encode_blocks(format, floats, count, blocks)
  }

  /// Reads blocks as floats.
  ///
  /// - Parameters:
  ///   - blocks: `type.byteCount(of: count)` bytes, not aligned.
  ///   - type: A type of blocks.
  ///   - count: A multiple of the type's block length.
  ///   - floats: Room for `count` floats.
  public static func decode(
    _ blocks: UnsafeRawPointer, type: ElementType, count: Int,
    into floats: UnsafeMutablePointer<Float>
  ) {
    precondition(count % type.blockLength == 0)
    guard let format = type.blockType else { preconditionFailure("floats are widened") }
    ck_decode_blocks(format, blocks, count, floats)
  }
}

extension ElementType {
  /// The kernels' name of a type of blocks; nil for floats.
  var blockType: ck_block_type? {
    switch self {
    case .float32, .float16, .bfloat16: nil
    case .q8_0: ck_block_q8_0
    case .q4_0: ck_block_q4_0
    case .q4_K: ck_block_q4_K
    case .q5_K: ck_block_q5_K
    case .q6_K: ck_block_q6_K
    }
  }
}
