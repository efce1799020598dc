/// Files of right format that say what no model is.
extension HostileGGUFCases {
  private typealias File = GGUFBuilder

  static let configurations = HostileGGUFCollector.all { cases in
    cases.add("no architecture") { $0.remove("general.architecture") }
    cases.add("another architecture") { $0.set("general.architecture", text: "mamba") }
    cases.add("architecture as a number") { $0.set("general.architecture", 1) }
    cases.add("no layers") { $0.set("llama.block_count", 0) }
    cases.add("2^32-1 layers") { $0.set("llama.block_count", .max) }
    cases.add("513 layers") { $0.set("llama.block_count", 513) }
    cases.add("negative layers") { $0.set("llama.block_count", 5, File.number(-1 as Int32)) }
    cases.add("layers as a fraction") { $0.set("llama.block_count", float: 1.5) }
    cases.add("layers as u64", .accepted) {
      $0.set("llama.block_count", 10, File.number(1 as UInt64))
    }
    cases.add("2^64-1 layers") { $0.set("llama.block_count", 10, File.number(UInt64.max)) }
    cases.add("no heads") { $0.set("llama.attention.head_count", 0) }
    cases.add("no key heads") { $0.set("llama.attention.head_count_kv", 0) }
    cases.add("more key heads than heads") { $0.set("llama.attention.head_count_kv", 3) }
    cases.add("heads that do not divide the width") {
      $0.remove("llama.rope.dimension_count")
      $0.set("llama.attention.head_count", 3)
    }
    cases.add("odd heads") {
      $0.remove("llama.rope.dimension_count")
      $0.set("llama.attention.key_length", 1)
    }
    cases.add("rotation beyond the head") { $0.set("llama.rope.dimension_count", 4) }
    cases.add("values of another width") { $0.set("llama.attention.value_length", 4) }
    cases.add("no epsilon") { $0.remove("llama.attention.layer_norm_rms_epsilon") }
    cases.add("epsilon 0") { $0.set("llama.attention.layer_norm_rms_epsilon", float: 0) }
    cases.add("epsilon NaN") { $0.set("llama.attention.layer_norm_rms_epsilon", float: .nan) }
    cases.add("epsilon infinite") {
      $0.set("llama.attention.layer_norm_rms_epsilon", float: .infinity)
    }
    cases.add("frequencies NaN") { $0.set("llama.rope.freq_base", float: .nan) }
    cases.add("frequencies negative") { $0.set("llama.rope.freq_base", float: -1) }
    cases.add("experts") { $0.set("llama.expert_count", 8) }
    cases.add("no experts", .accepted) { $0.set("llama.expert_count", 0) }
    cases.add("yarn") {
      $0.set("llama.rope.scaling.type", text: "yarn")
      $0.set("llama.rope.scaling.factor", float: 4)
    }
    cases.add("linear", .accepted) {
      $0.set("llama.rope.scaling.type", text: "linear")
      $0.set("llama.rope.scaling.factor", float: 4)
    }
    cases.add("heads by layer", .accepted) {
      $0.set("llama.attention.head_count_kv", list: 4, [File.number(1 as UInt32)])
    }
    cases.add("heads for two layers") {
      $0.set(
        "llama.attention.head_count_kv", list: 4,
        [File.number(1 as UInt32), File.number(1 as UInt32)])
    }
    cases.add("an empty list of heads") { $0.set("llama.attention.head_count_kv", list: 4, []) }
    cases.add("rotary factors of another length") { file in
      file.tensors.append(
        File.Entry(name: "rope_freqs.weight", extents: [2], byteCount: 8))
    }
    cases.add("rotary factors", .accepted) { file in
      file.tensors.append(
        File.Entry(name: "rope_freqs.weight", extents: [1], byteCount: 4))
    }
    cases.add("vocabulary of none") { $0.set("llama.vocab_size", 0) }
    cases.add("one-way attention denied") { $0.set("llama.attention.causal", 7, [0]) }
  }

  static let vocabularies = HostileGGUFCollector.all { cases in
    cases.add("no scores") { $0.remove("tokenizer.ggml.scores") }
    cases.add("scores as bytes") {
      $0.set("tokenizer.ggml.scores", list: 0, [[UInt8]](repeating: [0], count: 8))
    }
    cases.add("too few scores") {
      $0.set("tokenizer.ggml.scores", list: 6, [File.number(Float(0).bitPattern)])
    }
    cases.add("no kinds") { $0.remove("tokenizer.ggml.token_type") }
    cases.add("kinds as bytes") {
      $0.set("tokenizer.ggml.token_type", list: 0, [[UInt8]](repeating: [1], count: 8))
    }
    cases.add("too many kinds") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(1 as Int32), count: 9))
    }
    cases.add("kind 7") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(7 as Int32), count: 8))
    }
    cases.add("kind -1") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(-1 as Int32), count: 8))
    }
    cases.add("tokens as numbers") {
      $0.set(
        "tokenizer.ggml.tokens", list: 4,
        [[UInt8]](repeating: File.number(1 as UInt32), count: 8))
    }
    cases.add("no tokens at all") { $0.remove("tokenizer.ggml.tokens") }
    cases.add("fewer tokens than the default ids") {
      $0.set("tokenizer.ggml.tokens", list: 8, [File.text("<unk>")])
      $0.set("tokenizer.ggml.scores", list: 6, [File.number(Float(0).bitPattern)])
      $0.set("tokenizer.ggml.token_type", list: 5, [File.number(2 as Int32)])
    }
    cases.add("beginning beyond the vocabulary") { $0.set("tokenizer.ggml.bos_token_id", 8) }
    cases.add("end 2^32-1") { $0.set("tokenizer.ggml.eos_token_id", .max) }
    cases.add("adding as a number") { $0.set("tokenizer.ggml.add_bos_token", 1) }
    cases.add("table of characters as text") {
      $0.set("tokenizer.ggml.precompiled_charsmap", text: "x")
    }
    cases.add("no tokenizer", .accepted) { $0.remove("tokenizer.ggml.model") }
    cases.add("tokenizer of another kind", .accepted) {
      $0.set("tokenizer.ggml.model", text: "gpt2")
    }
    cases.add("chat template that is not UTF-8") {
      $0.set("tokenizer.chat_template", 8, File.number(1 as UInt64) + [0xFF])
    }
    cases.add("objectives as numbers") {
      $0.set("metaaligner.objectives", list: 4, [File.number(1 as UInt32)])
    }
  }
}
