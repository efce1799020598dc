import Alignment
import Generation
import StrictJSON

/// The JSON document of `align --json`.
struct AlignDocument {
  let request: AlignmentRequest
  let generation: GenerationRequest
  let edit: Edit
  let droppedTurns: Int
  let engine: EngineDescription

  var json: JSONValue {
    let summary = edit.summary
    return [
      "schema": 1,
      "prompt": .string(generation.prompt),
      "prompt_tokens": .integer(Int64(summary.promptTokens)),
      "text": .string(edit.text),
      "tokens": .integer(Int64(summary.generatedTokens)),
      "stop_reason": .string(summary.stopReason.rawValue),
      "time_to_first_token_seconds": summary.timeToFirstToken.map { JSONValue($0.seconds) }
        ?? .null,
      "tokens_per_second": JSONValue(summary.tokensPerSecond),
      "objectives": .array(request.objectives.map { .string($0.id) }),
      "objective_texts": .array(
        request.objectives.map { .string($0.promptText(for: request.family)) }),
      "family": .string(request.family.rawValue),
      "direction": .string(request.direction.rawValue),
      "dropped_turns": .integer(Int64(droppedTurns)),
      "model": .string(engine.name),
      "model_folder": .string(engine.location),
      "sampling": generation.sampling.json,
      "seed": generation.sampling.seed.map(JSONValue.init(seed:)) ?? .null,
    ]
  }
}

extension Sampling {
  /// The seed of a draw.
  var seed: UInt64? {
    switch self {
    case .greedy: nil
    case .random(let parameters): parameters.seed
    }
  }

  /// The choice as documents have it.
  var json: JSONValue {
    switch self {
    case .greedy(let penalty):
      return ["method": "greedy", "repetition_penalty": JSONValue(penalty)]
    case .random(let parameters):
      return [
        "method": "random",
        "temperature": JSONValue(parameters.temperature),
        "top_k": parameters.topK.map { .integer(Int64($0)) } ?? .null,
        "top_p": parameters.topP.map { JSONValue($0) } ?? .null,
        "min_p": parameters.minP.map { JSONValue($0) } ?? .null,
        "repetition_penalty": JSONValue(parameters.repetitionPenalty),
      ]
    }
  }
}

extension JSONValue {
  /// A seed, whole even beyond what a signed number holds.
  init(seed: UInt64) {
    self = Int64(exactly: seed).map(JSONValue.integer) ?? .number(Double(seed), text: String(seed))
  }
}
