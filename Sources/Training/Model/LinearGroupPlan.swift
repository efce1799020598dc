internal import Checkpoints

/// Which matrices of a checkpoint a group is made of.
struct LinearGroupPlan {
  /// Names without `.weight`, and outputs.
  let parts: [(name: String, rows: Int)]
  let width: Int
  let isBiased: Bool

  var rows: Int { parts.reduce(0) { $0 + $1.rows } }

  /// The parameters of full fine-tuning: the matrices without gaps, then the biases without gaps.
  var parameters: [ParameterPlan] {
    let weights = parts.enumerated().map { index, part in
      ParameterPlan(
        name: part.name + ".weight", shape: [part.rows, width], continues: index > 0)
    }
    guard isBiased else { return weights }
    return weights
      + parts.enumerated().map { index, part in
        ParameterPlan(name: part.name + ".bias", shape: [part.rows], continues: index > 0)
      }
  }
}

/// The groups and the norms of one layer.
struct LayerPlan {
  let attentionNorm: String
  let projections: LinearGroupPlan
  let output: LinearGroupPlan
  let feedForwardNorm: String
  let gateAndUp: LinearGroupPlan
  let down: LinearGroupPlan

  init(_ c: ModelConfiguration, index: Int) {
    let layer = "model.layers.\(index)."
    let queryWidth = c.headCount * c.headWidth
    let keyWidth = c.keyValueHeadCount * c.headWidth
    attentionNorm = layer + "input_layernorm.weight"
    projections = LinearGroupPlan(
      parts: [
        (layer + "self_attn.q_proj", queryWidth), (layer + "self_attn.k_proj", keyWidth),
        (layer + "self_attn.v_proj", keyWidth),
      ], width: c.width, isBiased: c.attentionBias)
    output = LinearGroupPlan(
      parts: [(layer + "self_attn.o_proj", c.width)], width: queryWidth,
      isBiased: c.attentionOutputBias)
    feedForwardNorm = layer + "post_attention_layernorm.weight"
    gateAndUp = LinearGroupPlan(
      parts: [
        (layer + "mlp.gate_proj", c.feedForwardWidth), (layer + "mlp.up_proj", c.feedForwardWidth),
      ], width: c.width, isBiased: c.feedForwardBias)
    down = LinearGroupPlan(
      parts: [(layer + "mlp.down_proj", c.width)], width: c.feedForwardWidth,
      isBiased: c.feedForwardBias)
  }

  /// The parameters of full fine-tuning, in the order of the computation.
  func parameters(_ c: ModelConfiguration) -> [ParameterPlan] {
    let norm = { (name: String) in ParameterPlan(name: name, shape: [c.width]) }
    return [norm(attentionNorm)] + projections.parameters + output.parameters
      + [norm(feedForwardNorm)] + gateAndUp.parameters + down.parameters
  }
}
