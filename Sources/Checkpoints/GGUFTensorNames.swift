/// What GGUF calls the tensors that Hugging Face checkpoints call otherwise.
///
/// Source: the tensor names of llama.cpp (`llama-arch.cpp`) for the Llama family.
enum GGUFTensorNames {
  /// Divisors of the rotary frequencies, which belong to the configuration here.
  static let rotaryFactors = "rope_freqs.weight"

  private static let outside = [
    (gguf: "token_embd.weight", huggingFace: "model.embed_tokens.weight"),
    (gguf: "output_norm.weight", huggingFace: "model.norm.weight"),
    (gguf: "output.weight", huggingFace: "lm_head.weight"),
  ]

  private static let inLayers = [
    (gguf: "attn_norm", huggingFace: "input_layernorm"),
    (gguf: "attn_q", huggingFace: "self_attn.q_proj"),
    (gguf: "attn_k", huggingFace: "self_attn.k_proj"),
    (gguf: "attn_v", huggingFace: "self_attn.v_proj"),
    (gguf: "attn_output", huggingFace: "self_attn.o_proj"),
    (gguf: "ffn_norm", huggingFace: "post_attention_layernorm"),
    (gguf: "ffn_gate", huggingFace: "mlp.gate_proj"),
    (gguf: "ffn_up", huggingFace: "mlp.up_proj"),
    (gguf: "ffn_down", huggingFace: "mlp.down_proj"),
  ]

  /// The name of Hugging Face; the same name where it is unknown.
  static func huggingFace(_ name: String) -> String {
    translated(
      name, outside: outside.map { ($0.gguf, $0.huggingFace) },
      inLayers: inLayers.map { ($0.gguf, $0.huggingFace) }, from: "blk.", to: "model.layers.")
  }

  /// The name of GGUF; the same name where it is unknown.
  static func gguf(_ name: String) -> String {
    translated(
      name, outside: outside.map { ($0.huggingFace, $0.gguf) },
      inLayers: inLayers.map { ($0.huggingFace, $0.gguf) }, from: "model.layers.", to: "blk.")
  }

  /// `prefix` + layer + `.` + part + `.weight` or `.bias`.
  private static func translated(
    _ name: String, outside: [(String, String)], inLayers: [(String, String)],
    from prefix: String, to newPrefix: String
  ) -> String {
    if let (_, translated) = outside.first(where: { $0.0 == name }) { return translated }
    guard name.utf8.starts(with: prefix.utf8) else { return name }
    let pieces = name.utf8.dropFirst(prefix.utf8.count)
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    guard pieces.count == 2, let layer = Int(pieces[0]), layer >= 0, String(layer) == pieces[0]
    else { return name }
    for (part, newPart) in inLayers {
      for suffix in [".weight", ".bias"] where pieces[1] == part + suffix {
        return newPrefix + pieces[0] + "." + newPart + suffix
      }
    }
    return name
  }
}
