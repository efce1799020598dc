import Checkpoints
import Tensors

/// Finds an architecture's weights in a checkpoint by their names, and remembers which were asked for.
struct WeightBinder {
  private let checkpoint: Checkpoint
  private var names: Set<String> = []

  init(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }

  /// A tensor of exactly `shape`, in place.
  mutating func tensor(_ name: String, _ shape: [Int]) throws(CheckpointError) -> Tensor {
    names.insert(name)
    return try checkpoint.tensor(name, shape: shape)
  }

  /// A vector, widened: norms and biases are small and read at every token.
  mutating func vector(_ name: String, _ count: Int) throws(CheckpointError) -> [Float] {
    try tensor(name, [count]).widened()
  }

  /// `name.weight`, `[rows, width]`, with `name.bias`, `[rows]`, where the architecture has one.
  mutating func linear(
    _ name: String, _ rows: Int, _ width: Int, bias: Bool = false
  ) throws(CheckpointError) -> Linear {
    Linear(
      weight: try tensor(name + ".weight", [rows, width]),
      bias: bias ? try tensor(name + ".bias", [rows]) : nil)
  }

  /// Layer `index` under the names that LLaMA's and Gemma's checkpoints share.
  ///
  /// - Parameters:
  ///   - index: `0..<L`
  ///   - normWeight: From a norm's stored weights to those that multiply.
  /// - Returns: The layer.
  /// - Throws: `CheckpointError` where a tensor is missing or has another shape.
  mutating func layer(
    _ index: Int, normWeight: ([Float]) -> [Float]
  ) throws(CheckpointError) -> DecoderLayer {
    let c = checkpoint.configuration
    let prefix = "model.layers.\(index)."
    let queryWidth = c.headCount * c.headWidth
    let keyWidth = c.keyValueHeadCount * c.headWidth
    let attention = prefix + "self_attn."
    let feedForward = prefix + "mlp."
    let biased = c.feedForwardBias
    return DecoderLayer(
      attentionNorm: RootMeanSquareNorm(
        weight: normWeight(try vector(prefix + "input_layernorm.weight", c.width)),
        epsilon: c.normEpsilon),
      attention: Attention(
        query: try linear(attention + "q_proj", queryWidth, c.width, bias: c.attentionBias),
        key: try linear(attention + "k_proj", keyWidth, c.width, bias: c.attentionBias),
        value: try linear(attention + "v_proj", keyWidth, c.width, bias: c.attentionBias),
        output: try linear(
          attention + "o_proj", c.width, queryWidth, bias: c.attentionOutputBias)),
      feedForwardNorm: RootMeanSquareNorm(
        weight: normWeight(try vector(prefix + "post_attention_layernorm.weight", c.width)),
        epsilon: c.normEpsilon),
      feedForward: FeedForward(
        gate: try linear(feedForward + "gate_proj", c.feedForwardWidth, c.width, bias: biased),
        up: try linear(feedForward + "up_proj", c.feedForwardWidth, c.width, bias: biased),
        down: try linear(feedForward + "down_proj", c.width, c.feedForwardWidth, bias: biased),
        activation: c.activation))
  }

  /// The checkpoint's own warnings, and one that names what nobody asked for.
  func warnings() -> [CheckpointWarning] {
    var warnings = checkpoint.warnings
    if let unexpected = checkpoint.unexpectedTensors(expected: names) {
      warnings.append(unexpected)
    }
    return warnings
  }
}
