extension ModelConfiguration {
  /// The tensors that the architecture needs, by the names of Hugging Face, in the order of the computation.
  package var tensors: [(name: String, shape: [Int])] {
    var all = [(name: "model.embed_tokens.weight", shape: [vocabularySize, width])]
    for layer in 0..<layerCount { all += layerTensors("model.layers.\(layer).") }
    all.append(("model.norm.weight", [width]))
    if !tiesEmbeddings { all.append(("lm_head.weight", [vocabularySize, width])) }
    return all
  }

  /// The matrix that makes logits.
  package var headName: String { tiesEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight" }

  private func layerTensors(_ prefix: String) -> [(name: String, shape: [Int])] {
    let queryWidth = headCount * headWidth
    let keyWidth = keyValueHeadCount * headWidth
    let linears: [(name: String, rows: Int, width: Int, isBiased: Bool)] = [
      ("self_attn.q_proj", queryWidth, width, attentionBias),
      ("self_attn.k_proj", keyWidth, width, attentionBias),
      ("self_attn.v_proj", keyWidth, width, attentionBias),
      ("self_attn.o_proj", width, queryWidth, attentionOutputBias),
      ("mlp.gate_proj", feedForwardWidth, width, feedForwardBias),
      ("mlp.up_proj", feedForwardWidth, width, feedForwardBias),
      ("mlp.down_proj", width, feedForwardWidth, feedForwardBias),
    ]
    var tensors = [(name: prefix + "input_layernorm.weight", shape: [width])]
    for linear in linears {
      tensors.append((prefix + linear.name + ".weight", [linear.rows, linear.width]))
      if linear.isBiased { tensors.append((prefix + linear.name + ".bias", [linear.rows])) }
    }
    tensors.append((prefix + "post_attention_layernorm.weight", [width]))
    return tensors
  }
}

extension Checkpoint {
  /// Checks that every tensor which the architecture needs is there, in its shape and in a type that we compute with.
  ///
  /// - Returns: The checkpoint's warnings, and one that names what the model does not use.
  /// - Throws: `CheckpointError` for the first that is missing or wrong.
  public func checkTensors() throws(CheckpointError) -> [CheckpointWarning] {
    let expected = configuration.tensors
    for (name, shape) in expected { try checkPlace(name, shape: shape) }
    let unexpected = unexpectedTensors(expected: Set(expected.map(\.name)))
    return warnings + [unexpected].compactMap(\.self)
  }
}
