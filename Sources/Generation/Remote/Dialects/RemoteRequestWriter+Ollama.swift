import StrictJSON

extension RemoteRequestWriter {
  /// The raw form: Ollama's copy of OpenAI's completions wraps the prompt in the model's template.
  func ollamaCompletion(_ request: GenerationRequest) -> RemoteCall {
    let body: JSONValue = [
      "model": .string(model), "prompt": .string(request.prompt), "raw": true, "stream": true,
      "truncate": false, "shift": false,
      "options": options(
        request.sampling, maximumTokens: request.maximumTokens, stopStrings: request.stopStrings),
    ]
    return RemoteCall(path: .root("/api/generate"), body: body, format: .ollama)
  }

  func ollamaChat(_ request: ChatRequest) -> RemoteCall {
    let body: JSONValue = [
      "model": .string(model), "messages": messages(request.messages), "stream": true,
      "truncate": false, "shift": false,
      "options": options(
        request.sampling, maximumTokens: request.maximumTokens, stopStrings: request.stopStrings),
    ]
    return RemoteCall(path: .root("/api/chat"), body: body, format: .ollama)
  }

  private func options(
    _ sampling: Sampling, maximumTokens: Int, stopStrings: [String]
  ) -> JSONValue {
    let sampling = ExplicitSampling(sampling)
    var options = JSONObject([
      ("temperature", JSONValue(sampling.temperature)),
      ("top_k", .integer(Int64(sampling.topK ?? 0))), ("top_p", JSONValue(sampling.topP)),
      ("min_p", JSONValue(sampling.minP)), ("typical_p", 1),
      ("repeat_penalty", JSONValue(sampling.repetitionPenalty)), ("repeat_last_n", -1),
      ("presence_penalty", 0), ("frequency_penalty", 0),
      ("num_predict", .integer(Int64(maximumTokens))),
      // Ollama's own is short, and it cuts longer prompts without a word.
      ("num_ctx", .integer(Int64(contextLength))),
      ("stop", list(stopStrings.filter { !$0.isEmpty })),
    ])
    if let seed = sampling.seed { options["seed"] = .integer(seed) }
    return .object(options)
  }
}
