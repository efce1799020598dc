public import Tensors

/// How a `LocalEngine` computes and what it may keep.
public struct LocalEngineOptions: Sendable, Equatable {
  /// How many threads compute; nil for as many as this process may use.
  public var threads: Int?
  /// The format that float matrices are quantised to at load; nil keeps what is stored.
  public var format: ElementType?
  /// Whether activations may be rounded to the format's own precision.
  public var arithmetic: Arithmetic
  /// What keys and values are held as: `float32`, `float16` or `bfloat16`.
  public var cacheType: ElementType
  /// Whether several tokens are guessed ahead and checked in one pass; the text is the same either way.
  public var speculation: Bool
  /// The most bytes of keys, values and logits kept for prompts to come; nil for a share of the memory that is free.
  public var prefixCacheBytes: Int?
  /// Whether PyTorch's `.bin` files may be read.
  public var allowsPickle: Bool
  /// The folder of an adapter that is added to the model at load; nil for the model as it is.
  public var adapter: String?

  /// Creates options.
  public init(
    threads: Int? = nil, format: ElementType? = nil, arithmetic: Arithmetic = .fast,
    cacheType: ElementType = .float16, speculation: Bool = true, prefixCacheBytes: Int? = nil,
    allowsPickle: Bool = true, adapter: String? = nil
  ) {
    self.threads = threads
    self.format = format
    self.arithmetic = arithmetic
    self.cacheType = cacheType
    self.speculation = speculation
    self.prefixCacheBytes = prefixCacheBytes
    self.allowsPickle = allowsPickle
    self.adapter = adapter
  }
}
