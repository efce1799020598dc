import StrictJSON
import Testing

@testable import Generation

@Suite struct `A request to a server` {
  private static let draw = Sampling.random(
    try? RandomSampling(
      temperature: 0.5, topK: 40, topP: 0.9, minP: 0.1, repetitionPenalty: 1.25, seed: 7))

  private func body(
    _ dialect: RemoteDialect, _ sampling: Sampling = .greedy, stops: [String] = ["\n\nHuman:", ""],
    chat: Bool = false, service: Bool = false
  ) throws -> RemoteCall {
    let writer = RemoteRequestWriter(
      dialect: dialect, model: "m", contextLength: 2048, isOpenAIService: service)
    if chat {
      return try writer.chat(
        ChatRequest(
          messages: [
            ChatMessage(role: .system, content: "Be brief."),
            ChatMessage(role: .user, content: "Hi"),
          ], sampling: sampling, maximumTokens: 16, stopStrings: stops))
    }
    return try writer.completion(
      GenerationRequest(
        prompt: "Say \"hé\"\n", sampling: sampling, maximumTokens: 16, stopStrings: stops))
  }

  private func expect(
    _ call: RemoteCall, _ path: RemotePath, _ json: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try JSONParser.parse(Array(json.utf8))
    func text(_ value: JSONValue) -> String {
      String(decoding: JSONWriter.write(value, pretty: false), as: UTF8.self)
    }
    #expect(call.path == path, sourceLocation: sourceLocation)
    // Values as they are written, so that 0 and 0.0 are the same and 0 and "0" are not.
    #expect(call.body == expected, "\(text(call.body))", sourceLocation: sourceLocation)
  }

  @Test func `for OpenAI's completions says every value`() throws {
    try expect(
      body(.openAI), .version("/completions"),
      #"""
      {"model": "m", "prompt": "Say \"hé\"\n", "max_tokens": 16, "stream": true,
       "stream_options": {"include_usage": true}, "n": 1, "temperature": 0.0, "top_p": 1.0,
       "presence_penalty": 0, "frequency_penalty": 0, "stop": ["\n\nHuman:"]}
      """#)
  }

  @Test func `for OpenAI's chats calls the limit as the server does`() throws {
    let rest =
      #""stream": true, "stream_options": {"include_usage": true}, "n": 1, "temperature": 0.0, "top_p": 1.0, "presence_penalty": 0, "frequency_penalty": 0"#
    let messages =
      #""messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]"#
    try expect(
      body(.openAI, stops: [], chat: true), .version("/chat/completions"),
      #"{"model": "m", \#(messages), "max_tokens": 16, \#(rest)}"#)
    try expect(
      body(.openAI, stops: [], chat: true, service: true), .version("/chat/completions"),
      #"{"model": "m", \#(messages), "max_completion_tokens": 16, \#(rest)}"#)
  }

  @Test func `for vLLM leaves nothing to the model's own defaults`() throws {
    try expect(
      body(.vllm, Self.draw), .version("/completions"),
      #"""
      {"model": "m", "prompt": "Say \"hé\"\n", "max_tokens": 16, "stream": true,
       "stream_options": {"include_usage": true}, "n": 1, "temperature": 0.5, "top_p": 0.9,
       "presence_penalty": 0, "frequency_penalty": 0, "seed": 7, "stop": ["\n\nHuman:"],
       "top_k": 40, "min_p": 0.1, "repetition_penalty": 1.25, "ignore_eos": false,
       "skip_special_tokens": true, "add_special_tokens": true}
      """#)
    let greedy = try body(.vllm).body
    #expect(greedy["top_k"] == -1)
    #expect(greedy["repetition_penalty"] == 1.0)
  }

  @Test func `for llama-cpp-python switches off what it does on its own`() throws {
    try expect(
      body(.llamaCppPython, Self.draw), .version("/completions"),
      #"""
      {"model": "m", "prompt": "Say \"hé\"\n", "max_tokens": 16, "stream": true,
       "stream_options": {"include_usage": true}, "n": 1, "temperature": 0.5, "top_p": 0.9,
       "presence_penalty": 0, "frequency_penalty": 0, "seed": 7, "stop": ["\n\nHuman:"],
       "top_k": 40, "min_p": 0.1, "repeat_penalty": 1.25, "typical_p": 1, "tfs_z": 1,
       "mirostat_mode": 0}
      """#)
    #expect(try body(.llamaCppPython).body["repeat_penalty"] == 1.0)
  }

  @Test func `for llama-server samples in our order and keeps texts repeatable`() throws {
    try expect(
      body(.llamaServer, Self.draw), .root("/completion"),
      #"""
      {"model": "m", "prompt": "Say \"hé\"\n", "n_predict": 16, "stream": true, "temperature": 0.5,
       "top_p": 0.9, "presence_penalty": 0, "frequency_penalty": 0, "stop": ["\n\nHuman:"],
       "seed": 7, "top_k": 40, "min_p": 0.1, "typical_p": 1, "repeat_penalty": 1.25,
       "repeat_last_n": -1, "mirostat": 0, "dry_multiplier": 0, "xtc_probability": 0,
       "samplers": ["penalties", "temperature", "top_k", "top_p", "min_p"], "cache_prompt": false,
       "return_progress": true}
      """#)
  }

  @Test func `for Ollama is raw, with a context of our own size`() throws {
    try expect(
      body(.ollama), .root("/api/generate"),
      #"""
      {"model": "m", "prompt": "Say \"hé\"\n", "raw": true, "stream": true, "truncate": false,
       "shift": false, "options": {"temperature": 0.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0,
       "typical_p": 1, "repeat_penalty": 1.0, "repeat_last_n": -1, "presence_penalty": 0,
       "frequency_penalty": 0, "num_predict": 16, "num_ctx": 2048, "stop": ["\n\nHuman:"]}}
      """#)
    #expect(try body(.ollama, chat: true).path == .root("/api/chat"))
  }

  @Test func `for Anthropic puts the system's message beside the dialogue`() throws {
    try expect(
      body(.anthropic, stops: ["\n", "END"], chat: true), .version("/messages"),
      #"""
      {"model": "m", "max_tokens": 16, "stream": true, "temperature": 0.0,
       "messages": [{"role": "user", "content": "Hi"}], "system": "Be brief.",
       "stop_sequences": ["END"]}
      """#)
    #expect(throws: RemoteProblem.completionUnsupported) { try body(.anthropic) }
  }

  @Test(arguments: [
    (RemoteDialect.openAI, false, "top-k"), (.openAI, true, "top-k"), (.anthropic, true, "min-p"),
  ])
  func `is refused rather than sampled otherwise`(
    dialect: RemoteDialect, chat: Bool, parameter: String
  ) {
    #expect(throws: RemoteProblem.samplingUnsupported(parameter: parameter)) {
      try body(dialect, Self.draw, chat: chat)
    }
  }

  @Test func `sends no more stop strings than OpenAI takes`() throws {
    let stops = ["a", "b", "c", "d", "e"]
    #expect(try body(.openAI, stops: stops).body["stop"]?.arrayValue?.count == 4)
    #expect(try body(.vllm, stops: stops).body["stop"]?.arrayValue?.count == 5)
  }
}

extension Sampling {
  /// A draw whose values are known to be right.
  fileprivate static func random(_ parameters: RandomSampling?) -> Sampling {
    parameters.map(Sampling.random) ?? .greedy
  }
}
