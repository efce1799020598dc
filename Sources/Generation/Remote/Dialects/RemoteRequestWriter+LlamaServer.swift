import StrictJSON

extension RemoteRequestWriter {
  /// llama-server's own completion says more about its end than its copy of OpenAI's.
  func llamaServerCompletion(_ request: GenerationRequest) -> RemoteCall {
    let sampling = ExplicitSampling(request.sampling)
    var body = JSONObject([
      ("model", .string(model)), ("prompt", .string(request.prompt)),
      ("n_predict", .integer(Int64(request.maximumTokens))),
      ("stream", true), ("temperature", JSONValue(sampling.temperature)),
      ("top_p", JSONValue(sampling.topP)), ("presence_penalty", 0), ("frequency_penalty", 0),
      ("stop", list(request.stopStrings.filter { !$0.isEmpty })),
    ])
    if let seed = sampling.seed { body["seed"] = .integer(seed) }
    addLlamaServer(sampling, to: &body)
    return RemoteCall(path: .root("/completion"), body: .object(body), format: .llamaServer)
  }

  /// What llama-server takes in every kind of request.
  func addLlamaServer(_ sampling: ExplicitSampling, to body: inout JSONObject) {
    body.add([
      "top_k": .integer(Int64(sampling.topK ?? 0)), "min_p": JSONValue(sampling.minP),
      "typical_p": 1, "repeat_penalty": JSONValue(sampling.repetitionPenalty),
      // Over the whole context, as everywhere else.
      "repeat_last_n": -1, "mirostat": 0, "dry_multiplier": 0, "xtc_probability": 0,
      // The order of Hugging Face transformers; the server's own ends with the temperature.
      "samplers": ["penalties", "temperature", "top_k", "top_p", "min_p"],
      "cache_prompt": .bool(reusesPrompts), "return_progress": true,
    ])
  }
}
