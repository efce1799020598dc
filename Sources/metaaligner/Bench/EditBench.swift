import Alignment
import Generation
import StrictJSON

/// An edit that is known, and the request that it answers.
struct KnownEdit {
  let request: AlignmentRequest
  let edit: String
}

/// Measures what edits cost: how far guessing ahead carries, and how soon the first word is there.
struct EditBench {
  let engine: LocalEngine
  let edits: [KnownEdit]
  /// What a toggle adds where there is only one objective to leave out.
  let otherObjective: Objective?

  /// Texts whose first token is waited for; more only lengthen the run.
  private static let timedTexts = 12
  /// What counts as an edit that keeps most of the answer.
  static let mostlyKept = 2.0 / 3

  /// Measures everything in the time that is left.
  func run(_ budget: BenchBudget, progress: (String) -> Void) async throws -> EditFigures {
    var figures = EditFigures()
    progress("passes over several tokens")
    let costs = try await engine.measurePassCosts()
    figures.costs = costs
    progress("replay of \(edits.count) edits")
    let replay = EditReplay(engine: engine, costs: costs)
    for known in edits {
      let report = replay.run(
        prompt: known.request.prompt, edit: known.edit, draftSources: [known.request.answer])
      let counts = WordDiff(answer: known.request.answer, edit: known.edit).counts
      let words = counts.kept + counts.removed
      figures.add(
        EditFigures.Row(
          tokens: report.editTokens, tokensPerStep: report.acceptedTokensPerStep,
          speedup: report.speedup(costs),
          kept: words == 0 ? 0 : Double(counts.kept) / Double(words)))
    }
    progress("first tokens")
    for known in edits.prefix(Self.timedTexts) {
      if budget.isSpent { break }
      try await time(known.request, &figures)
    }
    return figures
  }

  /// Asks for an edit, for one with an objective toggled, and for the first again.
  private func time(_ request: AlignmentRequest, _ figures: inout EditFigures) async throws {
    var toggled = request
    if request.objectives.count > 1 {
      toggled.objectives.removeLast()
    } else if let otherObjective {
      toggled.objectives.append(otherObjective)
    }
    guard let cold = try await firstToken(request), let other = try await firstToken(toggled),
      let back = try await firstToken(request)
    else { return }
    figures.cold.append(cold)
    figures.toggled.append(other)
    figures.toggledBack.append(back)
  }

  /// The seconds to the first token; nil where the model writes nothing or the text is too long for it.
  private func firstToken(_ request: AlignmentRequest) async throws -> Double? {
    let prompt = request.prompt
    guard
      try await engine.countTokens(prompt) + Self.writtenTokens <= engine.description.contextLength
    else { return nil }
    let generation = GenerationRequest(
      prompt: prompt, maximumTokens: Self.writtenTokens, draftSources: [request.answer])
    for try await event in engine.stream(generation) {
      if case .summary(let summary) = event { return summary.timeToFirstToken?.seconds }
    }
    return nil
  }

  private static let writtenTokens = 4
}

/// What edits cost.
struct EditFigures {
  /// One edit, replayed.
  struct Row: Equatable {
    /// Tokens of the edit.
    let tokens: Int
    /// Tokens written a pass; 1 without guessing.
    let tokensPerStep: Double
    /// The time of plain decoding relative to the time with guesses.
    let speedup: Double
    /// The share of the answer's words that the edit keeps.
    let kept: Double
  }

  private(set) var rows: [Row] = []
  /// What passes cost, on which the lengths of guesses and the speedup depend.
  var costs = PassCosts.assumed
  /// Seconds to the first token of a prompt not seen before.
  var cold: [Double] = []
  /// The same with another objective, not seen before either.
  var toggled: [Double] = []
  /// The same as the first, seen before.
  var toggledBack: [Double] = []

  mutating func add(_ row: Row) { rows.append(row) }

  private var mostlyKept: [Row] { rows.filter { $0.kept >= EditBench.mostlyKept } }

  private var samples: [(String, BenchSamples)] {
    [
      ("accepted_tokens_per_step", BenchSamples(rows.map(\.tokensPerStep))),
      ("speculation_speedup", BenchSamples(rows.map(\.speedup))),
      (
        "speculation_speedup_where_two_thirds_kept", BenchSamples(mostlyKept.map(\.speedup))
      ),
      ("kept_share", BenchSamples(rows.map(\.kept))),
      ("first_token_cold_seconds", BenchSamples(cold)),
      ("first_token_toggled_seconds", BenchSamples(toggled)),
      ("first_token_toggled_back_seconds", BenchSamples(toggledBack)),
    ]
  }

  /// The figures by their names in the document, in its order.
  var members: [(String, JSONValue)] {
    let costs = zip(PassCosts.measuredRows, costs.relative).map { rows, cost in
      ("\(rows)", JSONValue(cost))
    }
    return [
      ("edits", .integer(Int64(rows.count))), ("draft_cost", .object(JSONObject(costs))),
    ] + samples.map { ($0, .figure($1.median)) }
  }

  /// How far the measurements of each figure lie apart.
  var spreads: [(String, JSONValue)] { samples.map { ($0, $1.spread) } }
}
