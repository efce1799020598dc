/// Files of right format that say what no model is.
extension HostileGGUFCases {
  private typealias File = GGUFBuilder

  private static func make(
    _ name: String, _ verdict: Verdict = .refused, _ change: (inout GGUFBuilder) -> Void
  ) -> HostileCase {
    HostileCase(name, verdict, File.model(change))
  }

  static let configurations: [HostileCase] = [
    make("no architecture") { $0.remove("general.architecture") },
    make("another architecture") { $0.set("general.architecture", text: "mamba") },
    make("architecture as a number") { $0.set("general.architecture", 1) },
    make("no layers") { $0.set("llama.block_count", 0) },
    make("2^32-1 layers") { $0.set("llama.block_count", .max) },
    make("513 layers") { $0.set("llama.block_count", 513) },
    make("negative layers") { $0.set("llama.block_count", 5, File.number(-1 as Int32)) },
    make("layers as a fraction") { $0.set("llama.block_count", float: 1.5) },
    make("layers as u64", .accepted) {
      $0.set("llama.block_count", 10, File.number(1 as UInt64))
    },
    make("2^64-1 layers") { $0.set("llama.block_count", 10, File.number(UInt64.max)) },
    make("no heads") { $0.set("llama.attention.head_count", 0) },
    make("no key heads") { $0.set("llama.attention.head_count_kv", 0) },
    make("more key heads than heads") { $0.set("llama.attention.head_count_kv", 3) },
    make("heads that do not divide the width") {
      $0.remove("llama.rope.dimension_count")
      $0.set("llama.attention.head_count", 3)
    },
    make("odd heads") {
      $0.remove("llama.rope.dimension_count")
      $0.set("llama.attention.key_length", 1)
    },
    make("rotation beyond the head") { $0.set("llama.rope.dimension_count", 4) },
    make("values of another width") { $0.set("llama.attention.value_length", 4) },
    make("no epsilon") { $0.remove("llama.attention.layer_norm_rms_epsilon") },
    make("epsilon 0") { $0.set("llama.attention.layer_norm_rms_epsilon", float: 0) },
    make("epsilon NaN") { $0.set("llama.attention.layer_norm_rms_epsilon", float: .nan) },
    make("epsilon infinite") {
      $0.set("llama.attention.layer_norm_rms_epsilon", float: .infinity)
    },
    make("frequencies NaN") { $0.set("llama.rope.freq_base", float: .nan) },
    make("frequencies negative") { $0.set("llama.rope.freq_base", float: -1) },
    make("experts") { $0.set("llama.expert_count", 8) },
    make("no experts", .accepted) { $0.set("llama.expert_count", 0) },
    make("yarn") {
      $0.set("llama.rope.scaling.type", text: "yarn")
      $0.set("llama.rope.scaling.factor", float: 4)
    },
    make("linear", .accepted) {
      $0.set("llama.rope.scaling.type", text: "linear")
      $0.set("llama.rope.scaling.factor", float: 4)
    },
    make("heads by layer", .accepted) {
      $0.set("llama.attention.head_count_kv", list: 4, [File.number(1 as UInt32)])
    },
    make("heads for two layers") {
      $0.set(
        "llama.attention.head_count_kv", list: 4,
        [File.number(1 as UInt32), File.number(1 as UInt32)])
    },
    make("an empty list of heads") { $0.set("llama.attention.head_count_kv", list: 4, []) },
    make("rotary factors of another length") { file in
      file.tensors.append(
        File.Entry(name: "rope_freqs.weight", extents: [2], byteCount: 8))
    },
    make("rotary factors", .accepted) { file in
      file.tensors.append(
        File.Entry(name: "rope_freqs.weight", extents: [1], byteCount: 4))
    },
    make("vocabulary of none") { $0.set("llama.vocab_size", 0) },
    make("one-way attention denied") { $0.set("llama.attention.causal", 7, [0]) },
  ]

  static let vocabularies: [HostileCase] = [
    make("no scores") { $0.remove("tokenizer.ggml.scores") },
    make("scores as bytes") {
      $0.set("tokenizer.ggml.scores", list: 0, [[UInt8]](repeating: [0], count: 8))
    },
    make("too few scores") {
      $0.set("tokenizer.ggml.scores", list: 6, [File.number(Float(0).bitPattern)])
    },
    make("no kinds") { $0.remove("tokenizer.ggml.token_type") },
    make("kinds as bytes") {
      $0.set("tokenizer.ggml.token_type", list: 0, [[UInt8]](repeating: [1], count: 8))
    },
    make("too many kinds") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(1 as Int32), count: 9))
    },
    make("kind 7") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(7 as Int32), count: 8))
    },
    make("kind -1") {
      $0.set(
        "tokenizer.ggml.token_type", list: 5,
        [[UInt8]](repeating: File.number(-1 as Int32), count: 8))
    },
    make("tokens as numbers") {
      $0.set(
        "tokenizer.ggml.tokens", list: 4,
        [[UInt8]](repeating: File.number(1 as UInt32), count: 8))
    },
    make("no tokens at all") { $0.remove("tokenizer.ggml.tokens") },
    make("fewer tokens than the default ids") {
      $0.set("tokenizer.ggml.tokens", list: 8, [File.text("<unk>")])
      $0.set("tokenizer.ggml.scores", list: 6, [File.number(Float(0).bitPattern)])
      $0.set("tokenizer.ggml.token_type", list: 5, [File.number(2 as Int32)])
    },
    make("beginning beyond the vocabulary") { $0.set("tokenizer.ggml.bos_token_id", 8) },
    make("end 2^32-1") { $0.set("tokenizer.ggml.eos_token_id", .max) },
    make("adding as a number") { $0.set("tokenizer.ggml.add_bos_token", 1) },
    make("table of characters as text") { $0.set("tokenizer.ggml.precompiled_charsmap", text: "x") },
    make("no tokenizer", .accepted) { $0.remove("tokenizer.ggml.model") },
    make("tokenizer of another kind", .accepted) { $0.set("tokenizer.ggml.model", text: "gpt2") },
    make("chat template that is not UTF-8") {
      $0.set("tokenizer.chat_template", 8, File.number(1 as UInt64) + [0xFF])
    },
    make("objectives as numbers") {
      $0.set("metaaligner.objectives", list: 4, [File.number(1 as UInt32)])
    },
  ]
}
