import Alignment
import Generation
import StrictJSON

/// OpenAI's documents of one answer: whole, or in pieces.
struct CompletionDocument {
  /// Tells the answer from others.
  let id: String
  /// When it was asked for, in seconds since 1970.
  let created: Int64
  let request: CompletionRequest

  private var isChat: Bool {
    if case .chat = request.question { true } else { false }
  }

  /// The whole answer.
  func whole(_ text: String, _ report: AnswerReport) -> JSONValue {
    var choice: JSONObject = JSONObject([("index", 0)])
    if isChat {
      choice["message"] = ["role": "assistant", "content": .string(text), "refusal": .null]
    } else {
      choice["text"] = .string(text)
    }
    choice["logprobs"] = .null
    choice["finish_reason"] = report.finishReason
    var document = head(isChat ? "chat.completion" : "text_completion")
    document["choices"] = [.object(choice)]
    document["usage"] = report.usage
    document["metaaligner"] = report.metadata
    return .object(document)
  }

  /// What comes before any text.
  var opening: JSONValue? {
    isChat ? piece(["role": "assistant", "content": ""], finishReason: .null) : nil
  }

  /// More of the text.
  func piece(_ text: String) -> JSONValue {
    piece(["content": .string(text)], text: text, finishReason: .null)
  }

  /// The end: the reason, then, where it was asked for, the counts.
  func ending(_ report: AnswerReport) -> [JSONValue] {
    var last = piece([:], text: "", finishReason: report.finishReason).objectValue ?? JSONObject()
    last["metaaligner"] = report.metadata
    guard request.includesUsage else { return [.object(last)] }
    var counts = head(isChat ? "chat.completion.chunk" : "text_completion")
    counts["choices"] = []
    counts["usage"] = report.usage
    return [.object(last), .object(counts)]
  }

  private func piece(
    _ delta: JSONValue, text: String = "", finishReason: JSONValue
  ) -> JSONValue {
    var choice: JSONObject = JSONObject([("index", 0)])
    if isChat { choice["delta"] = delta } else { choice["text"] = .string(text) }
    choice["logprobs"] = .null
    choice["finish_reason"] = finishReason
    var document = head(isChat ? "chat.completion.chunk" : "text_completion")
    document["choices"] = [.object(choice)]
    return .object(document)
  }

  private func head(_ kind: String) -> JSONObject {
    JSONObject([
      ("id", .string(id)), ("object", .string(kind)), ("created", .integer(created)),
      ("model", .string(request.model)),
    ])
  }
}

extension AnswerReport {
  /// OpenAI's name of why the text ended.
  fileprivate var finishReason: JSONValue {
    switch last?.stopReason {
    case .tokenLimit, .contextLimit: "length"
    default: "stop"
    }
  }

  /// Tokens of both models together.
  fileprivate var usage: JSONValue {
    let parts = [policy, aligner].compactMap(\.self)
    let prompt = parts.reduce(0) { $0 + $1.promptTokens }
    let generated = parts.reduce(0) { $0 + $1.generatedTokens }
    return [
      "prompt_tokens": .integer(Int64(prompt)), "completion_tokens": .integer(Int64(generated)),
      "total_tokens": .integer(Int64(prompt + generated)),
    ]
  }

  /// What OpenAI's documents have no place for.
  fileprivate var metadata: JSONValue {
    [
      "aligned": .bool(original != nil), "original": original.map(JSONValue.string) ?? .null,
      "objectives": .array(objectives.map { .string($0.id) }),
      "dropped_turns": .integer(Int64(droppedTurns)),
      "timing": [
        "policy": policy.map(\.timing) ?? .null, "aligner": aligner.map(\.timing) ?? .null,
        "total_seconds": JSONValue(total.seconds),
      ],
    ]
  }
}

extension GenerationSummary {
  fileprivate var timing: JSONValue {
    [
      "prompt_tokens": .integer(Int64(promptTokens)),
      "generated_tokens": .integer(Int64(generatedTokens)),
      "first_token_seconds": timeToFirstToken.map { JSONValue($0.seconds) } ?? .null,
      "tokens_per_second": JSONValue(tokensPerSecond),
      "stop_reason": .string(stopReason.rawValue),
    ]
  }
}
