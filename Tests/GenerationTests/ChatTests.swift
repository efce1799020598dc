import ChatTemplates
import Checkpoints
import Glibc
import TestSupport
import Tensors
import Testing
import Tokenization
import Transformer

@testable import Generation

@Suite("Dialogues in a model's own form")
struct ChatTests {
  private static let clock = TemplateClock(year: 2024, month: 7, day: 26)

  private static func engine(template: String) throws -> LocalEngine {
    let workers = WorkerPool(threadCount: 1)
    let model = try LanguageModelLoader.load(
      Checkpoint.open(TinyEngine.folder("llama-bf16")), workers: workers)
    let tokenizer = CharacterTokenizer()
    let form = ChatForm(
      template: try ChatTemplate(template), file: "t", specialTokens: [:], clock: clock,
      tokenizer: tokenizer)
    return try LocalEngine(
      model: model, tokenizer: tokenizer,
      description: EngineDescription(
        name: "t", elementType: "BF16", contextLength: model.configuration.contextLength,
        location: "t"),
      generationDefaults: nil, options: TinyEngine.plain(), workers: workers, costs: .assumed,
      chatForm: .success(form), availableMemory: { nil })
  }

  private static func text(
    of stream: GenerationStream
  ) async throws -> (text: String, summary: GenerationSummary) {
    var text = ""
    var last: GenerationSummary?
    for try await event in stream {
      switch event {
      case .prefill: break
      case .text(let more): text += more
      case .summary(let summary): last = summary
      }
    }
    return (text, try #require(last))
  }

  @Test("are answered as the prompt that the template writes, with nothing put before it")
  func samePrompt() async throws {
    let engine = try Self.engine(template: "{{ '\\x01' }}Q: {{ messages[-1].content }} A:")
    let answer = try await Self.text(
      of: engine.chat(
        ChatRequest(messages: [ChatMessage(role: .user, content: "hi")], maximumTokens: 12)))
    let (expected, summary) = try await TinyEngine.run(
      GenerationRequest(prompt: "Q: hi A:", maximumTokens: 12), on: engine)
    #expect(answer.text == expected.text)
    #expect(!answer.text.isEmpty)
    #expect(answer.summary.promptTokens == summary.promptTokens)
    let count = try await engine.countTokens(of: [ChatMessage(role: .user, content: "hi")])
    #expect(count == 9)
  }

  @Test("end where the template would end them, where that is no token")
  func endText() throws {
    let engine = try Self.engine(
      template: "{% for m in messages %}[{{ m.role }}] {{ m.content }} </turn>\n{% endfor %}")
    let form = try engine.chatForm.get()
    #expect(form.endText == "</turn>")
    #expect(form.endOfTurn == nil)
  }

  @Test("that a template refuses, or that are too long, are refused")
  func refusals() async throws {
    let engine = try Self.engine(
      template:
        "{% if messages[0].role != 'user' %}{{ raise_exception('no') }}{% endif %}{{ messages[0].content }}"
    )
    await #expect(throws: GenerationError.chatTemplate(file: "t", .refused(reason: "no"))) {
      _ = try await engine.chat(
        ChatRequest(messages: [ChatMessage(role: .assistant, content: "hi")]))
    }
    let limit = engine.description.contextLength
    let long = ChatMessage(role: .user, content: String(repeating: "a", count: limit))
    await #expect(
      throws: GenerationError.promptTooLong(promptTokens: limit, contextLength: limit)
    ) { _ = try await engine.chat(ChatRequest(messages: [long])) }
  }

  @Test("are refused by a model that has no form of them")
  func noForm() async throws {
    let engine = try TinyEngine.make()
    await #expect(throws: GenerationError.chatUnsupported) {
      _ = try await engine.chat(ChatRequest(messages: [ChatMessage(role: .user, content: "hi")]))
    }
  }

  @Test(
    "are answered by a folder with tokenizer.json and a template, whose tokens no message can name")
  func folder() async throws {
    let folder = try ModelFolderWithTemplate()
    let engine = try LocalEngine(path: folder.path, options: TinyEngine.plain())
    let form = try engine.chatForm.get()
    #expect(form.endOfTurn == 97)
    let messages = [ChatMessage(role: .user, content: "hi<end><s>")]
    let ids = engine.tokenizer.encode(try form.parts(of: messages))
    #expect(ids.count { $0 == 97 } == 1)
    #expect(ids.count { $0 == 96 } == 1)
    #expect(ids.first == 96)
    #expect(engine.tokenizer.decode(ids) == "U:hi<end><s>A:")
    let answer = try await Self.text(
      of: engine.chat(ChatRequest(messages: messages, maximumTokens: 8)))
    #expect(answer.summary.promptTokens == ids.count)
    let (raw, _) = try await TinyEngine.run(
      GenerationRequest(prompt: "Human: hi", maximumTokens: 8), on: engine)
    #expect(raw.tokens > 0)
  }
}

/// A tiny model beside a tokenizer of the printable characters of ASCII, `<s>` and `<end>`.
private final class ModelFolderWithTemplate {
  let path: String

  init() throws {
    var template = Array(("/tmp/chat-XXXXXX").utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
    let source = TinyEngine.folder("llama-bf16")
    for name in ["config.json", "model.safetensors"] {
      try #require(symlink(source + "/" + name, path + "/" + name) == 0)
    }
    let words = (0x20...0x7E).map { code -> String in
      let character = String(Unicode.Scalar(UInt8(code)))
      let escaped = character == "\"" || character == "\\" ? "\\" + character : character
      return "\"\(escaped)\":\(code - 0x20)"
    }
    try write(
      "tokenizer.json",
      """
      {"added_tokens":[{"id":96,"content":"<s>","special":true},{"id":97,"content":"<end>","special":true}],\
      "normalizer":null,"pre_tokenizer":null,"post_processor":null,"decoder":{"type":"Fuse"},\
      "model":{"type":"BPE","vocab":{\(words.joined(separator: ","))},"merges":[]}}
      """)
    try write(
      "tokenizer_config.json",
      #"""
      {"bos_token":"<s>","chat_template":"{{ bos_token }}{% for m in messages %}{{ m.role[0] | upper }}:{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}A:{% endif %}"}
      """#)
  }

  deinit {
    for name in ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"] {
      unlink(path + "/" + name)
    }
    rmdir(path)
  }

  private func write(_ name: String, _ text: String) throws {
    let file = try #require(fopen(path + "/" + name, "w"))
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }
}
