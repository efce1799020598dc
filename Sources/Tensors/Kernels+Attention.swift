internal import CKernels

/// Attention over pages of keys and values, at one instruction set; every function runs on the calling thread.
///
/// - Note: `@unchecked Sendable` holds because the table of functions is a constant of the program.
public struct AttentionKernels: @unchecked Sendable {
  private let table: UnsafePointer<ck_attention_kernels>

  /// The functions of the level that the program runs at.
  public static let chosen = AttentionKernels(table: ck_attention_kernels_chosen())

  /// The functions of a level that the machine has.
  init(at level: ck_level) { self.init(table: ck_attention_kernels_at(level)) }

  private init(table: UnsafePointer<ck_attention_kernels>) { self.table = table }

  /// Turns a head's pairs of components by the angles whose cosines and sines are given, then scales them.
  ///
  /// - Parameters:
  ///   - head: `[2 · half]`, in place.
  ///   - cosines: `[half]`.
  ///   - sines: `[half]`.
  ///   - half: How many pairs.
  ///   - neighbours: Whether the pairs are (2i, 2i + 1) rather than (i, i + half).
  ///   - scale: What the result is multiplied by.
  public func rotate(
    _ head: UnsafeMutablePointer<Float>, cosines: UnsafePointer<Float>,
    sines: UnsafePointer<Float>, half: Int, neighbours: Bool, scale: Float
  ) {
    if neighbours {
      table.pointee.rotate_neighbours(head, cosines, sines, half, scale)
    } else {
      table.pointee.rotate_halves(head, cosines, sines, half, scale)
    }
  }

  /// Rounds keys and values of `count` positions, `[count, stride]` each, into a page's part from `slot` on.
  public func store(
    keys: UnsafePointer<Float>, values: UnsafePointer<Float>, count: Int, stride: Int,
    into part: UnsafeMutableRawPointer, slot: Int, headWidth: Int, type: ElementType
  ) {
    var arguments = ck_cache_store(
      part: part, keys: keys, values: values, count: count, stride: stride, slot: slot,
      head_width: headWidth, type: type.cacheType)
    table.pointee.store(&arguments)
  }

  /// Attends from consecutive tokens' query heads that share one head of keys and values.
  public func attend(_ attention: PagedAttention) {
    var arguments = attention.arguments
    table.pointee.attend(&arguments)
  }
}

/// What `AttentionKernels.attend` works on.
public struct PagedAttention {
  fileprivate let arguments: ck_attention

  /// - Parameters:
  ///   - queries: `[tokens, stride]`, each with `group` heads, rotated and scaled.
  ///   - output: `[tokens, stride]`, each with `group` heads.
  ///   - tokens: How many consecutive tokens.
  ///   - position: The first token's; its own key is stored.
  ///   - pages: The sequence's pages, in order.
  ///   - offset: From a page's start to the part of the layer and the head, in bytes.
  ///   - window: Positions that a token sees, itself included; nil for all.
  ///   - group: Query heads of a token.
  ///   - headWidth: Dh.
  ///   - stride: Floats from one token to the next.
  ///   - type: How keys and values are stored.
  ///   - scratch: `scratchCount(headWidth:)` floats.
  public init(
    queries: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, tokens: Int,
    position: Int, pages: UnsafePointer<UnsafeRawPointer>, offset: Int, window: Int?,
    group: Int, headWidth: Int, stride: Int, type: ElementType,
    scratch: UnsafeMutablePointer<Float>
  ) {
    arguments = ck_attention(
      pages: pages, offset: offset, queries: queries, output: output, scratch: scratch,
      token_count: tokens, first_position: position, window: window ?? .max, group: group,
      head_width: headWidth, stride: stride, type: type.cacheType)
  }

  /// Query vectors that share a page while it is in the first caches: a good number for one call.
  public static let rows = Int(CK_ATTENTION_ROWS)

  /// Floats that a call needs for itself.
  public static func scratchCount(headWidth: Int) -> Int { ck_attention_scratch(headWidth) }
}

/// Where keys and values lie in a page's part of one layer and head.
public enum PageGeometry {
  /// Positions in a page.
  public static let length = Int(CK_PAGE_LENGTH)

  /// Bytes of the keys and values of one page, layer and head; a multiple of a cache line.
  public static func partByteCount(headWidth: Int, type: ElementType) -> Int {
    type.byteCount(of: length * (headWidth + ck_value_stride(headWidth)))
  }
}

extension ElementType {
  /// Whether keys and values can be stored so.
  public var isCacheType: Bool { isFloat }

  fileprivate var cacheType: ck_cache_type {
    switch self {
    case .float32: ck_cache_float32
    case .float16: ck_cache_float16
    case .bfloat16: ck_cache_bfloat16
    case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K:
      preconditionFailure("keys and values are not stored in blocks")
    }
  }
}
