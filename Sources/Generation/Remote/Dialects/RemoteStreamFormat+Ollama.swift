import StrictJSON

extension RemoteStreamFormat {
  /// A line of `/api/generate` (`response`) or `/api/chat` (`message.content`).
  static func ollama(_ document: JSONValue) -> [RemoteDelta] {
    var deltas: [RemoteDelta] = []
    let text = document["response"]?.stringValue ?? document["message"]?["content"]?.stringValue
    if let text, !text.isEmpty { deltas.append(.text(text)) }
    guard document["done"]?.boolValue == true else { return deltas }
    // A prompt that is cached whole has no count.
    if let prompt = count(document["prompt_eval_count"]) {
      deltas.append(.prompt(tokens: prompt, cached: 0))
    }
    if let generated = count(document["eval_count"]) {
      deltas.append(.generated(tokens: generated))
    }
    deltas.append(stop(document["done_reason"]?.stringValue ?? "stop", stopString: nil))
    return deltas + [.end]
  }
}
