public import Tensors

/// A low-rank change of a model's matrices: to `weight` `[out, in]` is added `scale · B A`, with A `[rank, in]` and
/// B `[out, rank]` (LoRA, https://arxiv.org/abs/2106.09685).
public struct LowRankAdapter: Sendable {
  /// What `adapter_config.json` says.
  public struct Settings: Sendable, Equatable {
    /// The rank of the change.
    public var rank: Int
    /// The change is multiplied by alpha/rank, or by alpha/√rank.
    public var alpha: Double
    /// The share of inputs that are left out in training.
    public var dropout: Double
    /// The last parts of the names of the matrices that change, such as `q_proj`.
    public var targetModules: [String]
    /// Whether alpha is divided by the root of the rank (rank-stabilised LoRA).
    public var isRankStabilized: Bool
    /// The model that it belongs to, as written.
    public var base: String?

    /// Settings of an adapter.
    public init(
      rank: Int, alpha: Double, dropout: Double, targetModules: [String],
      isRankStabilized: Bool = false, base: String? = nil
    ) {
      self.rank = rank
      self.alpha = alpha
      self.dropout = dropout
      self.targetModules = targetModules
      self.isRankStabilized = isRankStabilized
      self.base = base
    }

    /// What B A is multiplied by.
    public var scale: Float {
      let rank = Double(rank)
      return Float(alpha / (isRankStabilized ? rank.squareRoot() : rank))
    }
  }

  /// The change of one matrix.
  public struct Change: Sendable {
    /// The matrix without `.weight`, by Hugging Face's name: `model.layers.0.self_attn.q_proj`.
    public let module: String
    /// A, `[rank, in]`.
    public let down: Tensor
    /// B, `[out, rank]`.
    public let up: Tensor
  }

  /// The folder that it was read from.
  public let path: String
  /// What it is.
  public let settings: Settings
  /// The changes, sorted by module.
  public let changes: [Change]
}
