import StrictJSON

extension RemoteStreamFormat {
  /// An event of `/v1/messages`; its data names its type, so the event's own name is not needed.
  static func anthropic(_ document: JSONValue) -> [RemoteDelta] {
    switch document["type"]?.stringValue {
    case "message_start":
      guard let usage = document["message"]?["usage"], let read = count(usage["input_tokens"])
      else { return [] }
      let cached = count(usage["cache_read_input_tokens"]) ?? 0
      let written = count(usage["cache_creation_input_tokens"]) ?? 0
      return [.prompt(tokens: read + cached + written, cached: cached)]
    case "content_block_delta":
      // Other kinds are what the model thinks, cites or calls.
      guard document["delta"]?["type"]?.stringValue == "text_delta",
        let text = document["delta"]?["text"]?.stringValue, !text.isEmpty
      else { return [] }
      return [.text(text)]
    case "message_delta":
      var deltas: [RemoteDelta] = []
      if let generated = count(document["usage"]?["output_tokens"]) {
        deltas.append(.generated(tokens: generated))
      }
      switch document["delta"]?["stop_reason"]?.stringValue {
      case nil: break
      case "model_context_window_exceeded": deltas.append(.stop(.contextLimit))
      case let reason?: deltas.append(stop(reason, stopString: nil))
      }
      return deltas
    case "message_stop": return [.end]
    default: return []
    }
  }
}
