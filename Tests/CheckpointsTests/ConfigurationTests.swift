import Checkpoints
import StrictJSON
import Testing

@Suite("config.json")
struct ConfigurationTests {
  private static func parse(
    _ type: String, _ rest: String
  ) throws(CheckpointError) -> ModelConfiguration {
    let text =
      #"{"model_type":"\#(type)","vocab_size":8,"hidden_size":32,"num_attention_heads":8"#
      + (rest.isEmpty ? "" : ",") + rest + "}"
    return try ModelConfiguration.parse(text.utf8, file: "config.json")
  }

  @Test("gets transformers' defaults")
  func defaults() throws {
    let llama = try Self.parse("llama", "")
    #expect(llama.keyValueHeadCount == 8 && llama.headWidth == 4 && llama.contextLength == 2048)
    #expect(llama.beginningOfSequence == 1 && llama.endOfSequence == [2] && !llama.tiesEmbeddings)
    #expect(try Self.parse("mistral", "").slidingWindow == 4096)
    #expect(try Self.parse("mistral", #""sliding_window":null"#).slidingWindow == nil)
    let qwen = try Self.parse("qwen2", #""num_key_value_heads":null"#)
    #expect(qwen.attentionBias && qwen.slidingWindow == nil && qwen.endOfSequence.isEmpty)
    let gemma = try Self.parse("gemma", #""num_key_value_heads":1,"hidden_act":"gelu""#)
    #expect(gemma.headWidth == 256 && gemma.tiesEmbeddings && gemma.activation == .geluTanh)
  }

  @Test("is read in the older and the newer style")
  func styles() throws {
    let older = try Self.parse(
      "llama",
      #""rope_theta":5e5,"rope_scaling":{"type":"linear","rope_type":"linear","factor":4},"#
        + #""torch_dtype":"float16","eos_token_id":[2,3]"#)
    let newer = try Self.parse(
      "llama",
      #""rope_parameters":{"rope_theta":500000.0,"rope_type":"linear","factor":4.0},"#
        + #""dtype":"float16","eos_token_id":[2,3]"#)
    #expect(older == newer)
    #expect(older.rotaryScaling == .linear(factor: 4) && older.rotaryTheta == 500_000)
  }

  @Test("counts a window only where Qwen2 uses it")
  func windows() throws {
    let on = #""num_key_value_heads":8,"use_sliding_window":true,"sliding_window":5,"#
    #expect(try Self.parse("qwen2", on + #""max_window_layers":0"#).slidingWindow == 5)
    #expect(try Self.parse("qwen2", on + #""max_window_layers":32"#).slidingWindow == nil)
    #expect(throws: CheckpointError.self) {
      try Self.parse("qwen2", on + #""max_window_layers":3"#)
    }
  }

  @Test(
    "is refused where it asks for what we would compute wrongly",
    arguments: [
      ("hidden_act", #""hidden_act":"relu""#),
      ("quantization_config", #""quantization_config":{"bits":4}"#),
      ("rope_scaling.type", #""rope_scaling":{"type":"yarn","factor":2}"#),
      ("rope_scaling.type", #""rope_scaling":{"type":"linear","rope_type":"llama3","factor":2}"#),
      ("rope_parameters.factor", #""rope_parameters":{"rope_type":"linear","factor":"2"}"#),
      ("rope_parameters.full", #""rope_parameters":{"full":{"rope_type":"default"}}"#),
      ("partial_rotary_factor", #""partial_rotary_factor":0.5"#),
      ("num_hidden_layers", #""num_hidden_layers":9223372036854775807"#),
      ("num_hidden_layers", #""num_hidden_layers":2.0"#),
      ("num_hidden_layers", #""num_hidden_layers":0"#),
      ("num_key_value_heads", #""num_key_value_heads":3"#), ("head_dim", #""head_dim":7"#),
      ("rms_norm_eps", #""rms_norm_eps":0"#), ("rms_norm_eps", #""rms_norm_eps":1e999"#),
      ("eos_token_id", #""eos_token_id":[2,8]"#), ("bos_token_id", #""bos_token_id":-1"#),
      ("tie_word_embeddings", #""tie_word_embeddings":"yes""#),
    ])
  func refusals(_ key: String, _ text: String) {
    do throws(CheckpointError) {
      _ = try Self.parse("llama", text)
      Issue.record("was accepted")
    } catch {
      guard case .value(let file, let named, _, _, let position) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(file == "config.json" && named == key && position?.line == 1)
    }
  }

  @Test("of another architecture is refused by its name")
  func otherArchitectures() {
    #expect(throws: CheckpointError.self) { try Self.parse("gpt2", "") }
    #expect(throws: CheckpointError.missingKey(file: "c", key: "model_type")) {
      try ModelConfiguration.parse("{}".utf8, file: "c")
    }
  }
}
