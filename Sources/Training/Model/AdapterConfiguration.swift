/// A low-rank adapter (LoRA; Hu et al., 2021): beside a frozen matrix W, alpha/rank · B·A is trained.
public struct AdapterConfiguration: Sendable, Equatable {
  /// Rows of A and columns of B.
  public var rank: Int
  /// What the adapter's product is multiplied by, before it is divided by the rank.
  public var alpha: Float
  /// The probability with which an input of A is dropped in training.
  public var dropout: Float
  /// The matrices that get an adapter, by the last part of their names, such as `q_proj`.
  public var targetModules: [String]

  /// The matrices of a layer that can have an adapter.
  public static let modules = [
    "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
  ]

  /// An adapter; nothing is checked before a model is loaded with it.
  public init(
    rank: Int, alpha: Float, dropout: Float = 0, targetModules: [String] = Self.modules
  ) {
    self.rank = rank
    self.alpha = alpha
    self.dropout = dropout
    self.targetModules = targetModules
  }

  /// What B·A is multiplied by.
  public var scale: Float { alpha / Float(rank) }

  /// The largest rank that is accepted.
  static let rankLimit = 4_096

  /// Refuses what cannot be trained.
  func check() throws(TrainingError) {
    guard (1...Self.rankLimit).contains(rank) else {
      throw .adapterValue(key: "rank", value: Double(rank))
    }
    guard alpha.isFinite, alpha > 0 else {
      throw .adapterValue(key: "alpha", value: Double(alpha))
    }
    guard dropout >= 0, dropout < 1 else {
      throw .adapterValue(key: "dropout", value: Double(dropout))
    }
    for name in targetModules where !Self.modules.contains(name) {
      throw .unknownModule(name: name, known: Self.modules)
    }
    guard !targetModules.isEmpty else { throw .unknownModule(name: "", known: Self.modules) }
  }
}
