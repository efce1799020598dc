import StrictJSON

extension RemoteRequestWriter {
  /// System messages stand beside the dialogue, not in it; there is no seed.
  func anthropicMessages(_ request: ChatRequest) throws(RemoteProblem) -> RemoteCall {
    let sampling = ExplicitSampling(request.sampling)
    if sampling.minP > 0 { throw .samplingUnsupported(parameter: "min-p") }
    if sampling.repetitionPenalty != 1 {
      throw .samplingUnsupported(parameter: "repetition penalty")
    }
    if sampling.temperature > 1 { throw .samplingUnsupported(parameter: "temperature above 1") }
    let system = request.messages.filter { $0.role == .system }.map(\.content)
    var body = JSONObject([
      ("model", .string(model)), ("max_tokens", .integer(Int64(request.maximumTokens))),
      ("stream", true), ("temperature", JSONValue(sampling.temperature)),
      ("messages", messages(request.messages.filter { $0.role != .system })),
    ])
    if !system.isEmpty { body["system"] = .string(system.joined(separator: "\n\n")) }
    // Newer models refuse a temperature and a top-p together, so what changes nothing is left out.
    if sampling.topP < 1 { body["top_p"] = JSONValue(sampling.topP) }
    if let topK = sampling.topK { body["top_k"] = .integer(Int64(topK)) }
    // Blank ones are refused there; they are found in the text all the same.
    let stops = request.stopStrings.filter { !$0.allSatisfy(\.isWhitespace) }
    if !stops.isEmpty { body["stop_sequences"] = list(stops) }
    return RemoteCall(path: .version("/messages"), body: .object(body), format: .anthropic)
  }
}
