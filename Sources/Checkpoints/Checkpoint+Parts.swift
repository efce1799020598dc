import StrictJSON
public import Tensors

extension Checkpoint {
  /// A kind of tensors.
  public enum Part: String, Sendable, CaseIterable {
    /// The table of token embeddings.
    case embedding
    /// The projections of the attention.
    case attention
    /// The projections of the feed-forward.
    case feedForward = "feed_forward"
    /// The matrix that makes logits, where it is not the embeddings'.
    case output
    /// Norms and biases.
    case vectors
    /// What the architecture does not use.
    case other
  }

  /// How the tensors of one kind are stored.
  public struct PartSummary: Sendable, Equatable {
    /// The kind.
    public let part: Part
    /// The types as the file names them, the commonest first.
    public let types: [String]
    /// Bytes that the tensors take, those of types that we do not compute with aside.
    public let byteCount: Int
  }

  /// What there is of each kind.
  public var parts: [PartSummary] {
    var counts: [Part: [String: Int]] = [:]
    var bytes: [Part: Int] = [:]
    for (key, place) in places {
      let part = Self.part(of: key.text, axes: place.shape.count)
      counts[part, default: [:]][place.typeName, default: 0] += place.elementCount
      bytes[part, default: 0] += place.elementType?.byteCount(of: place.elementCount) ?? 0
    }
    return Part.allCases.compactMap { part in
      counts[part].map { types in
        PartSummary(
          part: part,
          types: types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key),
          byteCount: bytes[part] ?? 0)
      }
    }
  }

  /// Bytes that the keys and values of one position take.
  ///
  /// - Parameter type: What they are stored as.
  /// - Returns: For all layers.
  public func cacheByteCount(_ type: ElementType) -> Int {
    let c = configuration
    return type.byteCount(of: 2 * c.layerCount * c.keyValueHeadCount * c.headWidth)
  }

  private static func part(of name: String, axes: Int) -> Part {
    if axes == 1 { return .vectors }
    switch name {
    case "model.embed_tokens.weight": return .embedding
    case "lm_head.weight": return .output
    case let name where name.contains(".self_attn."): return .attention
    case let name where name.contains(".mlp."): return .feedForward
    default: return .other
    }
  }
}
