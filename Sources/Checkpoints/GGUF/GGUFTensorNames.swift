import StrictJSON

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

  private static let toHuggingFace = Direction(
    from: "blk.", to: "model.layers.", outside: outside.map { ($0.gguf, $0.huggingFace) },
    inLayers: inLayers.map { ($0.gguf, $0.huggingFace) })
  private static let toGGUF = Direction(
    from: "model.layers.", to: "blk.", outside: outside.map { ($0.huggingFace, $0.gguf) },
    inLayers: inLayers.map { ($0.huggingFace, $0.gguf) })

  /// The name of Hugging Face; the same name where it is unknown.
  static func huggingFace(_ name: String) -> String { toHuggingFace.translated(name) }

  /// The name of GGUF; the same name where it is unknown.
  static func gguf(_ name: String) -> String { toGGUF.translated(name) }

  /// From one way of naming to the other.
  private struct Direction {
    let prefix: String
    let newPrefix: String
    private var outside: [ByteKey: String] = [:]
    private var inLayers: [ByteKey: String] = [:]

    init(
      from prefix: String, to newPrefix: String, outside: [(String, String)],
      inLayers: [(String, String)]
    ) {
      self.prefix = prefix
      self.newPrefix = newPrefix
      for (name, newName) in outside { self.outside[ByteKey(name)] = newName }
      for (part, newPart) in inLayers {
        for suffix in [".weight", ".bias"] {
          self.inLayers[ByteKey(part + suffix)] = newPart + suffix
        }
      }
    }

    /// Layers are `prefix` + number + `.` + part.
    func translated(_ name: String) -> String {
      if let newName = outside[ByteKey(name)] { return newName }
      guard name.utf8.starts(with: prefix.utf8) else { return name }
      let rest = name.utf8.dropFirst(prefix.utf8.count)
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      let number = String(decoding: digits, as: UTF8.self)
      // "blk.00" would be a second name of the same layer.
      guard let layer = Int(number), String(layer) == number else { return name }
      let part = String(decoding: rest.dropFirst(digits.count + 1), as: UTF8.self)
      guard rest.dropFirst(digits.count).first == UInt8(ascii: "."),
        let newPart = inLayers[ByteKey(part)]
      else { return name }
      return newPrefix + number + "." + newPart
    }
  }
}
