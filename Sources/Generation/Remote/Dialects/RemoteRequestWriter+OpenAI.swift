import StrictJSON

extension RemoteRequestWriter {
  /// The most stop strings that OpenAI takes; those beyond are found in the text all the same.
  private static let mostStopStrings = 4

  func openAICompletion(_ request: GenerationRequest) throws(RemoteProblem) -> RemoteCall {
    var body = JSONObject([
      ("model", .string(model)), ("prompt", .string(request.prompt)),
      ("max_tokens", .integer(Int64(request.maximumTokens))),
    ])
    try addOpenAI(request.sampling, stopStrings: request.stopStrings, to: &body)
    if dialect == .vllm { body["add_special_tokens"] = true }
    return RemoteCall(path: .version("/completions"), body: .object(body), format: .openAI)
  }

  func openAIChat(_ request: ChatRequest) throws(RemoteProblem) -> RemoteCall {
    var body = JSONObject([
      ("model", .string(model)), ("messages", messages(request.messages)),
      (
        isOpenAIService ? "max_completion_tokens" : "max_tokens",
        .integer(Int64(request.maximumTokens))
      ),
    ])
    try addOpenAI(request.sampling, stopStrings: request.stopStrings, to: &body)
    return RemoteCall(path: .version("/chat/completions"), body: .object(body), format: .openAI)
  }

  private func addOpenAI(
    _ sampling: Sampling, stopStrings: [String], to body: inout JSONObject
  ) throws(RemoteProblem) {
    let sampling = ExplicitSampling(sampling)
    body.add([
      "stream": true, "stream_options": ["include_usage": true], "n": 1,
      "temperature": JSONValue(sampling.temperature), "top_p": JSONValue(sampling.topP),
      "presence_penalty": 0, "frequency_penalty": 0,
    ])
    if let seed = sampling.seed { body["seed"] = .integer(seed) }
    let stops = stopStrings.filter { !$0.isEmpty }
    let sent = dialect == .openAI ? Array(stops.prefix(Self.mostStopStrings)) : stops
    if !sent.isEmpty { body["stop"] = list(sent) }
    switch dialect {
    case .vllm:
      body.add([
        "top_k": .integer(Int64(sampling.topK ?? -1)), "min_p": JSONValue(sampling.minP),
        "repetition_penalty": JSONValue(sampling.repetitionPenalty), "ignore_eos": false,
        "skip_special_tokens": true,
      ])
    case .llamaCppPython:
      body.add([
        "top_k": .integer(Int64(sampling.topK ?? 0)), "min_p": JSONValue(sampling.minP),
        "repeat_penalty": JSONValue(sampling.repetitionPenalty), "typical_p": 1, "tfs_z": 1,
        "mirostat_mode": 0,
      ])
    case .llamaServer: addLlamaServer(sampling, to: &body)
    case .openAI, .ollama, .anthropic:
      if let parameter = sampling.unusual { throw .samplingUnsupported(parameter: parameter) }
    }
  }
}
