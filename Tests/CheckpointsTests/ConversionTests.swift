import Checkpoints
import Glibc
import Tensors
import Testing
import TestSupport
import Tokenization

@Suite("Conversion to GGUF")
struct ConversionTests {
  private static let source = SharedFolder.packageRoot + "/models/default"
  private static let workers = WorkerPool(threadCount: 2)
  private static let texts = [
    "Hello there", " two  spaces\n\tand lines\n\n", "naïve café — 👍 日本語 </s> <s> <0x41>", "",
  ]

  /// Converts a model into `folder` and opens the result.
  private static func convert(
    _ source: String, _ format: ElementType, in folder: TemporaryFolder
  ) throws -> Checkpoint {
    let path = folder.path + "/out.gguf"
    let checkpoint = try Checkpoint.open(source)
    let conversion = try Conversion(
      checkpoint, vocabulary: TokenizerLoader.vocabulary(checkpoint.tokenizerSource),
      format: format)
    var last = 0
    try conversion.write(to: path, isReplacing: false, workers: workers) { written, total in
      #expect(written >= last && total == conversion.byteCount)
      last = written
      return true
    }
    #expect(last == conversion.byteCount)
    return try Checkpoint.open(path)
  }

  @Test("keeps the configuration, the tokenizer and what the model says about itself")
  func roundTrip() throws {
    let folder = TemporaryFolder()
    let original = try Checkpoint.open(Self.source)
    let converted = try Self.convert(Self.source, .float32, in: folder)
    #expect(try converted.checkTensors().isEmpty)
    var configuration = converted.configuration
    #expect(configuration.rotaryPairing == .neighbours)
    configuration.rotaryPairing = .halves
    configuration.storedType = original.configuration.storedType
    #expect(configuration == original.configuration)
    #expect(converted.metadata == original.metadata)
    #expect(converted.generationDefaults?.doSample == original.generationDefaults?.doSample)
    let tokenizer = try TokenizerLoader.load(original.tokenizerSource)
    let carried = try TokenizerLoader.load(converted.tokenizerSource)
    for text in Self.texts {
      #expect(carried.encodePrompt(text) == tokenizer.encodePrompt(text))
      #expect(carried.decode(tokenizer.encode(text)) == tokenizer.decode(tokenizer.encode(text)))
    }
  }

  @Test("turns pairs of rows of queries and keys into neighbours, and no others")
  func permutation() throws {
    let folder = TemporaryFolder()
    let original = try Checkpoint.open(Self.source)
    let converted = try Self.convert(Self.source, .bfloat16, in: folder)
    let c = original.configuration
    for (name, heads) in [("q", c.headCount), ("k", c.keyValueHeadCount)] {
      let tensor = "model.layers.1.self_attn.\(name)_proj.weight"
      let shape = [heads * c.headWidth, c.width]
      let before = try original.tensor(tensor, shape: shape).widened()
      let after = try converted.tensor(tensor, shape: shape).widened()
      let moved = (0..<heads * c.headWidth).allSatisfy { row in
        let (head, place) = row.quotientAndRemainder(dividingBy: c.headWidth)
        let source = head * c.headWidth + place % 2 * (c.headWidth / 2) + place / 2
        return before[source * c.width..<(source + 1) * c.width]
          == after[row * c.width..<(row + 1) * c.width]
      }
      #expect(moved)
    }
    for name in ["model.norm.weight", "model.layers.5.input_layernorm.weight"] {
      let before = try original.tensor(name, shape: [c.width]).widened()
      let after = try converted.tensor(name, shape: [c.width])
      #expect(after.elementType == .float32 && after.widened() == before)
    }
  }

  @Test("stays within the formats' errors", arguments: [ElementType.float16, .q8_0, .q4_0])
  func errors(_ format: ElementType) throws {
    let folder = TemporaryFolder()
    let original = try Checkpoint.open(Self.source)
    let converted = try Self.convert(Self.source, format, in: folder)
    let c = original.configuration
    let name = "model.layers.2.mlp.gate_proj.weight"
    let shape = [c.feedForwardWidth, c.width]
    let before = try original.tensor(name, shape: shape).widened()
    let after = try converted.tensor(name, shape: shape)
    #expect(after.elementType == format)
    let bounds: [ElementType: Float] = [.float16: 1.0 / 2048, .q8_0: 1.0 / 220, .q4_0: 1.0 / 7]
    let bound = try #require(bounds[format])
    let widened = after.widened()
    let rows = 64 * c.width
    let worst = stride(from: 0, to: rows, by: 32).map { start -> Float in
      let block = before[start..<start + 32]
      let largest = block.map(abs).max() ?? 0
      let error = zip(block, widened[start..<start + 32]).map { abs($0 - $1) }.max() ?? 0
      return error - bound * largest
    }
    #expect(worst.allSatisfy { $0 <= 1e-7 })
    let head = try converted.tensor(
      "model.embed_tokens.weight", shape: [c.vocabularySize, c.width])
    #expect(head.elementType == (format == .q4_0 ? .q8_0 : format))
  }

  @Test("of a GGUF file moves no rows, and leaves equal types as they are")
  func fromGGUF() throws {
    let folder = TemporaryFolder()
    let second = TemporaryFolder()
    let first = try Self.convert(Self.source, .q8_0, in: folder)
    let again = try Self.convert(folder.path + "/out.gguf", .q8_0, in: second)
    let c = first.configuration
    #expect(again.configuration == c)
    let shape = [c.headCount * c.headWidth, c.width]
    let name = "model.layers.0.self_attn.q_proj.weight"
    let before = try first.tensor(name, shape: shape)
    let after = try again.tensor(name, shape: shape)
    #expect(before.bytes.elementsEqual(after.bytes))
    #expect(
      try fileBytes(folder.path + "/out.gguf").count
        == fileBytes(second.path + "/out.gguf").count)
  }

  @Test("hands on what a GGUF file says about itself, and every id that ends a sequence")
  func remarks() throws {
    let folder = TemporaryFolder()
    let second = TemporaryFolder()
    folder.write(
      GGUFBuilder.model {
        $0.set("general.name", text: "Tiny")
        $0.set("general.license", text: "mit")
        $0.set("general.tags", list: 8, ["a", "b"].map(GGUFBuilder.text))
        $0.set("tokenizer.ggml.eot_token_id", 5)
        $0.set("tokenizer.chat_template", text: "{{ x }}")
      }, "in.gguf")
    let converted = try Self.convert(folder.path + "/in.gguf", .q8_0, in: second)
    #expect(converted.configuration.endOfSequence == [2, 5])
    #expect(converted.chatTemplate == "{{ x }}")
    // Rows of four numbers are no blocks.
    #expect(converted.parts.first?.types == ["F16"])
    let bytes = String(decoding: try fileBytes(second.path + "/out.gguf"), as: UTF8.self)
    for text in ["Tiny", "general.license", "mit", "general.tags"] {
      #expect(bytes.contains(text))
    }
  }

  @Test("replaces nothing unasked and leaves nothing behind when it ends early")
  func atomicity() throws {
    let folder = TemporaryFolder()
    folder.write("old", "out.gguf")
    let path = folder.path + "/out.gguf"
    let checkpoint = try Checkpoint.open(Self.source)
    let conversion = try Conversion(
      checkpoint, vocabulary: TokenizerLoader.vocabulary(checkpoint.tokenizerSource),
      format: .bfloat16)
    func write(isReplacing: Bool, until limit: Int = .max) throws {
      try conversion.write(to: path, isReplacing: isReplacing, workers: Self.workers) {
        written, _ in
        written < limit
      }
    }
    #expect(throws: ConversionError.exists(path: path)) { try write(isReplacing: false) }
    #expect(throws: ConversionError.cancelled) { try write(isReplacing: true, until: 1 << 20) }
    #expect(try fileBytes(path) == Array("old".utf8))
    #expect(folder.names == ["out.gguf"])
    try write(isReplacing: true)
    #expect(try fileBytes(path).count == conversion.byteCount)
    #expect(folder.names == ["out.gguf"])
    #expect(throws: ConversionError.failed(.create, path: "/nonexistent/x.gguf", code: ENOENT)) {
      try conversion.write(to: "/nonexistent/x.gguf", isReplacing: false, workers: Self.workers) {
        _, _ in true
      }
    }
  }
}

extension TemporaryFolder {
  /// The names of what is in it.
  fileprivate var names: [String] {
    guard let entries = opendir(path) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
