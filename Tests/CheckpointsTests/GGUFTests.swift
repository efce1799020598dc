import Checkpoints
import StrictJSON
import Tensors
import Testing
import TestSupport
import Tokenization

@Suite("GGUF files")
struct GGUFTests {
  @Test("have tensors by the names of Hugging Face, outermost axis first")
  func names() throws {
    let checkpoint = try HostileGGUFTests.open(GGUFBuilder.model { _ in })
    #expect(checkpoint.tensorNames.count == 11)
    #expect(
      try checkpoint.tensor("model.layers.0.mlp.down_proj.weight", shape: [4, 8]).byteCount == 128)
    // Each tensor of the builder is filled with its own number.
    #expect(try checkpoint.tensor("model.norm.weight", shape: [4]).widened() == [11, 11, 11, 11])
    #expect(try checkpoint.checkTensors().isEmpty)
    #expect(checkpoint.parts.map(\.part) == [.embedding, .attention, .feedForward, .vectors])
  }

  @Test("have their configuration in their keys and in which tensors there are")
  func configuration() throws {
    let configuration = try HostileGGUFTests.open(
      GGUFBuilder.model {
        $0.set("llama.rope.scaling.type", text: "linear")
        $0.set("llama.rope.scaling.factor", float: 2)
        $0.set("tokenizer.ggml.eot_token_id", 5)
      }
    ).configuration
    #expect(configuration.rotaryPairing == .neighbours)
    #expect(configuration.rotaryScaling == .linear(factor: 2))
    #expect(configuration.headWidth == 2 && configuration.keyValueHeadCount == 1)
    #expect(configuration.tiesEmbeddings && !configuration.attentionBias)
    #expect(configuration.beginningOfSequence == 1 && configuration.endOfSequence == [2, 5])
    #expect(configuration.vocabularySize == 8)
  }

  @Test("have rotary factors as part of the configuration")
  func rotaryFactors() throws {
    let checkpoint = try HostileGGUFTests.open(
      GGUFBuilder.model { file in
        file.tensors.append(
          GGUFBuilder.Entry(name: "rope_freqs.weight", extents: [1], byteCount: 4))
      })
    #expect(checkpoint.configuration.rotaryScaling == .factors([12]))
    #expect(try checkpoint.checkTensors().isEmpty)
  }

  @Test("have a tokenizer that keeps what steers the model apart from text")
  func tokenizer() throws {
    let checkpoint = try HostileGGUFTests.open(GGUFBuilder.model { _ in })
    let tokenizer = try TokenizerLoader.load(checkpoint.tokenizerSource)
    #expect(tokenizer.encodePrompt("ab") == [1, 7])
    #expect(tokenizer.encode("b a") == [3, 5, 3, 4])
    #expect(tokenizer.encode("<s>").allSatisfy { $0 != 1 })
    #expect(tokenizer.decode([1, 7, 6]) == "abab")
  }

  @Test("say it where they have no tokenizer that can be used")
  func otherTokenizers() throws {
    let none = try HostileGGUFTests.open(GGUFBuilder.model { $0.remove("tokenizer.ggml.model") })
    guard case .absent = none.tokenizerSource else {
      Issue.record("\(none.tokenizerSource)")
      return
    }
    let other = try HostileGGUFTests.open(
      GGUFBuilder.model { $0.set("tokenizer.ggml.model", text: "gpt2") })
    guard case .unsupported(_, kind: "gpt2", _) = other.tokenizerSource else {
      Issue.record("\(other.tokenizerSource)")
      return
    }
    #expect(throws: TokenizationError.self) { try TokenizerLoader.load(other.tokenizerSource) }
    let twice = try HostileGGUFTests.open(
      GGUFBuilder.model { file in
        file.set(
          "tokenizer.ggml.tokens", list: 8,
          (GGUFBuilder.pieces.dropLast() + ["ab"]).map(GGUFBuilder.text))
      })
    #expect(throws: TokenizationError.self) { try TokenizerLoader.load(twice.tokenizerSource) }
  }

  @Test("are read where other files are refused", arguments: ["", "PK\u{3}\u{4}", "{}"])
  func otherFiles(_ beginning: String) {
    let folder = TemporaryFolder()
    folder.write(beginning, "file")
    let path = folder.path + "/file"
    #expect(throws: CheckpointError.unknownFormat(path: path, beginning: Array(beginning.utf8))) {
      try Checkpoint.open(path)
    }
  }

  @Test("say what our own keys and the sampler's say")
  func metadata() throws {
    let checkpoint = try HostileGGUFTests.open(
      GGUFBuilder.model {
        $0.set("metaaligner.family", text: "IMHI")
        $0.set("metaaligner.objectives", list: 8, ["a", "b"].map(GGUFBuilder.text))
        $0.set("general.sampling.temp", float: 0.5)
        $0.set("general.sampling.top_k", 5, GGUFBuilder.number(7 as Int32))
        $0.set("tokenizer.chat_template", text: "{{ x }}")
      })
    #expect(checkpoint.metadata?.family == "IMHI")
    #expect(checkpoint.metadata?.objectives == ["a", "b"])
    #expect(checkpoint.generationDefaults?.temperature == 0.5)
    #expect(checkpoint.generationDefaults?.topK == 7)
    #expect(checkpoint.chatTemplate == "{{ x }}")
  }
}

@Suite("Real GGUF files", .enabled(if: SharedFolder.isPresent, "needs the reference folder"))
struct ReferenceGGUFTests {
  static let names = ["llama-q8_0", "llama-q4_0", "llama-q4_k_m"]

  static func path(_ name: String) throws -> String {
    try #require(SharedFolder.path) + "/reference/gguf/\(name).gguf"
  }

  @Test("open without a warning", arguments: names)
  func opens(_ name: String) throws {
    let checkpoint = try Checkpoint.open(Self.path(name))
    #expect(try checkpoint.checkTensors().isEmpty)
    #expect(checkpoint.configuration.tiesEmbeddings)
    #expect(checkpoint.parameterCount > 9_000_000)
  }

  @Test("encode as llama.cpp does", arguments: names)
  func encodes(_ name: String) throws {
    let tokenizer = try TokenizerLoader.load(Checkpoint.tokenizerOnly(Self.path(name)))
    let expected = try JSONParser.parse(
      fileBytes(Self.path(name).replacing(".gguf", with: ".expected.json")))
    let text = try #require(expected["text"]?.stringValue)
    let ids = expected["input_ids"]?.arrayValue?.compactMap(\.intValue)
    #expect(tokenizer.encodePrompt(text) == ids)
  }

  @Test("encode and decode as LLaMA-2's own tokenizer does")
  func agreesWithLLaMA2() throws {
    let tokenizer = try TokenizerLoader.load(Checkpoint.tokenizerOnly(Self.path("llama-q8_0")))
    let folder = try #require(SharedFolder.path) + "/reference/tokenizers/llama2"
    let cases = try JSONParser.parse(fileBytes(folder + "/expected.json")).arrayValue ?? []
    #expect(cases.count == 322)
    for expected in cases {
      let ids = expected["ids"]?.arrayValue?.compactMap(\.intValue) ?? []
      #expect(tokenizer.encode(expected["text"]?.stringValue ?? "") == ids)
      #expect(tokenizer.decode(ids) == expected["decoded"]?.stringValue)
    }
  }
}
