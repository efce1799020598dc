import StrictJSON

/// Where a run stands: with the weights and the optimizer's moments, all that going on needs.
///
/// The order of the rows and the noise of dropout are functions of the seed and the step, so no generator has a state.
struct RunState: Sendable, Equatable {
  /// Steps done.
  var step = 0
  /// The step after which validation ran last; 0 for never.
  var evaluatedStep = 0
  /// The step with the lowest validation loss, and that loss.
  var best: BestStep?
  /// Tokens seen, prompts included.
  var tokenCount = 0
  /// The time that training took, in seconds.
  var seconds = 0.0

  struct BestStep: Sendable, Equatable {
    var step: Int
    var loss: Double
  }

  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("step", .integer(Int64(step))), ("evaluated_step", .integer(Int64(evaluatedStep))),
      ("tokens", .integer(Int64(tokenCount))), ("seconds", JSONValue(seconds)),
    ]
    if let best {
      members.append(("best_step", .integer(Int64(best.step))))
      members.append(("best_loss", JSONValue(best.loss)))
    }
    return .object(JSONObject(members))
  }

  init() {}

  /// Reads what `json` wrote; nil where something is missing.
  init?(_ value: JSONValue) {
    guard let step = value["step"]?.intValue, step >= 0,
      let evaluated = value["evaluated_step"]?.intValue, let tokens = value["tokens"]?.intValue,
      let seconds = value["seconds"]?.doubleValue
    else { return nil }
    (self.step, evaluatedStep, tokenCount, self.seconds) = (step, evaluated, tokens, seconds)
    if let step = value["best_step"]?.intValue, let loss = value["best_loss"]?.doubleValue {
      best = BestStep(step: step, loss: loss)
    }
  }
}
