import StrictJSON

extension RemoteStreamFormat {
  /// A chunk of a completion (`text`) or of a chat (`delta.content`).
  static func openAI(_ document: JSONValue) -> [RemoteDelta] {
    var deltas: [RemoteDelta] = []
    if let progress = promptProgress(document) { deltas.append(progress) }
    if let choice = document["choices"]?.arrayValue?.first {
      let text = choice["text"]?.stringValue ?? choice["delta"]?["content"]?.stringValue
      if let text, !text.isEmpty { deltas.append(.text(text)) }
      if let reason = choice["finish_reason"]?.stringValue {
        deltas.append(stop(reason, stopString: choice["stop_reason"]?.stringValue))
      }
    }
    if let usage = document["usage"], let prompt = count(usage["prompt_tokens"]) {
      let cached = count(usage["prompt_tokens_details"]?["cached_tokens"]) ?? 0
      deltas.append(.prompt(tokens: prompt, cached: cached))
      if let generated = count(usage["completion_tokens"]) {
        deltas.append(.generated(tokens: generated))
      }
    }
    return deltas
  }

  /// A chunk of llama-server's own `/completion`.
  static func llamaServer(_ document: JSONValue) -> [RemoteDelta] {
    var deltas: [RemoteDelta] = []
    if let progress = promptProgress(document) { deltas.append(progress) }
    if let text = document["content"]?.stringValue, !text.isEmpty { deltas.append(.text(text)) }
    guard document["stop"]?.boolValue == true else { return deltas }
    if let prompt = count(document["tokens_evaluated"]) {
      let cached = count(document["timings"]?["cache_n"]) ?? 0
      deltas.append(.prompt(tokens: prompt, cached: cached))
    }
    if let generated = count(document["tokens_predicted"]) {
      deltas.append(.generated(tokens: generated))
    }
    // Servers before 2025 had three truth values instead of one word.
    let word =
      document["stop_type"]?.stringValue
      ?? ["eos", "word", "limit"].first { document["stopped_\($0)"]?.boolValue == true }
    switch word {
    case "word": deltas.append(.stop(.stopString))
    case "limit": deltas.append(.stop(.tokenLimit))
    default: deltas.append(.stop(.endOfSequence))
    }
    return deltas + [.end]
  }

  /// What a reason of OpenAI's API means; `stopString` is vLLM's word for which stop string it was.
  static func stop(_ reason: String, stopString: String?) -> RemoteDelta {
    switch reason {
    case "length", "max_tokens": .stop(.tokenLimit)
    case "stop_sequence": .stop(.stopString)
    case "content_filter", "abort", "error", "refusal": .brokenOff(reason)
    default: .stop(stopString == nil ? .endOfSequence : .stopString)
    }
  }

  /// llama-server's report while it reads a prompt.
  private static func promptProgress(_ document: JSONValue) -> RemoteDelta? {
    guard let progress = document["prompt_progress"], let total = count(progress["total"]),
      let processed = count(progress["processed"])
    else { return nil }
    return .progress(
      PrefillProgress(processedTokens: min(processed, total), promptTokens: total))
  }

  /// A count of tokens, where it is one.
  static func count(_ value: JSONValue?) -> Int? {
    value?.intValue.flatMap { (0...1 << 40).contains($0) ? $0 : nil }
  }
}
