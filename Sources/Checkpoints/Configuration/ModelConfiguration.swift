/// What `config.json` says about a decoder of the Llama family, every default filled in.
///
/// Shapes: V vocabulary, D width, F feed-forward, L layers, H heads, KV key/value heads, Dh head width.
public struct ModelConfiguration: Sendable, Equatable {
  /// The architecture, by its `model_type`.
  public enum Family: String, Sendable, CaseIterable {
    /// The architectures of the same names in transformers.
    case llama, mistral, qwen2, gemma
  }

  /// The function inside the feed-forward gate.
  public enum Activation: Sendable {
    /// `x · sigmoid(x)`.
    case silu
    /// GELU in its tanh approximation.
    case geluTanh
    /// GELU by the error function.
    case gelu
  }

  /// Which two components of a head a rotary embedding turns together.
  public enum RotaryPairing: Sendable, Equatable {
    /// i and i + Dh/2, as Hugging Face checkpoints have them.
    case halves
    /// 2i and 2i + 1, as GGUF files of the architecture `llama` have them.
    case neighbours
  }

  /// How rotary frequencies are stretched beyond the trained length.
  public enum RotaryScaling: Sendable, Equatable {
    /// Not at all.
    case none
    /// All frequencies divided by `factor`.
    case linear(factor: Double)
    /// Llama 3.1's: low frequencies divided, high ones kept, a ramp between.
    case llama3(
      factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double,
      originalContextLength: Int)
    /// Each frequency divided by its own factor, `[Dh/2]`, as GGUF files have Llama 3.1's.
    case factors([Float])
  }

  /// The architecture.
  public var family: Family
  /// V, the number of token ids.
  public var vocabularySize: Int
  /// D, the width of the residual stream.
  public var width: Int
  /// F, the width inside the feed-forward.
  public var feedForwardWidth: Int
  /// L, the number of layers.
  public var layerCount: Int
  /// H, the number of query heads.
  public var headCount: Int
  /// KV, the number of key and value heads; divides H.
  public var keyValueHeadCount: Int
  /// Dh, the width of one head; even, and not always D/H.
  public var headWidth: Int
  /// The number of positions that the model was made for.
  public var contextLength: Int
  /// What the norms add to the mean square.
  public var normEpsilon: Float
  /// The base of the rotary frequencies.
  public var rotaryTheta: Double
  /// How the rotary frequencies are scaled.
  public var rotaryScaling: RotaryScaling
  /// How many positions a token sees, itself included; nil for all.
  public var slidingWindow: Int?
  /// Which components of a head turn together.
  public var rotaryPairing = RotaryPairing.halves
  /// Whether the output matrix is the embedding matrix.
  public var tiesEmbeddings: Bool
  /// Whether the query, key and value projections have biases.
  public var attentionBias: Bool
  /// Whether the attention's output projection has a bias.
  public var attentionOutputBias: Bool
  /// Whether the feed-forward projections have biases.
  public var feedForwardBias: Bool
  /// The function inside the feed-forward gate.
  public var activation: Activation
  /// The deviation of the random numbers that its matrices begin with, before any training.
  public var initializerRange: Float
  /// The id that starts a text.
  public var beginningOfSequence: Int?
  /// The ids that end a text.
  public var endOfSequence: [Int]
  /// `dtype` or `torch_dtype` as written.
  public var storedType: String?
}
