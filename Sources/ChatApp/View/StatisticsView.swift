import Alignment
import Generation
import TerminalUI

/// What can be said about the edit in numbers, and its state in words.
enum StatisticsView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    frame.write("Edit", at: Position(column: 1, row: area.row), role: .title)
    let facts = fitting(facts(of: state), columns: area.columns - 15)
    var pieces: [(text: String, role: Role)] = []
    for (index, fact) in facts.enumerated() {
      if index > 0 { pieces.append(("  ·  ", .dim)) }
      pieces.append(fact)
    }
    frame.write(pieces, at: Position(column: 14, row: area.row), limit: area.columns - 15)
  }

  /// Leaves out what matters least until the rest fits.
  private static func fitting(_ facts: [Fact], columns: Int) -> [(text: String, role: Role)] {
    var facts = facts
    func width() -> Int { facts.reduce(-5) { $0 + TextWidth.width(of: $1.text) + 5 } }
    while width() > columns, let least = facts.map(\.weight).min(), least < Fact.essential {
      facts.removeAll { $0.weight == least }
    }
    return facts.map { ($0.text, $0.role) }
  }

  private struct Fact {
    static let essential = 9
    let text: String
    var role = Role.text
    /// What weighs least is left out first.
    let weight: Int
  }

  private static func facts(of state: State) -> [Fact] {
    let edit = state.edit
    var facts: [Fact] = []
    if let counts = state.comparison.counts {
      let kept = counts.keptPercent.map { Padding.left("\($0)", to: 3) } ?? "  –"
      facts.append(Fact(text: "kept \(kept) %", weight: 7))
      let words = "+\(counts.added) −\(counts.removed) words"
      facts.append(Fact(text: Padding.right(words, to: 13), weight: 6))
    }
    let measures = state.meter.measures
    if let measures { facts.append(Fact(text: MeterView.length(of: measures), weight: 3)) }
    if edit.replay == nil, let first = edit.timeToFirstToken {
      facts.append(Fact(text: "first token \(Format.seconds(first))", weight: 2))
    }
    if edit.pieces > 0 || edit.summary != nil {
      let tokens = Format.count(edit.summary?.generatedTokens ?? edit.pieces, "token")
      facts.append(Fact(text: Padding.left(tokens, to: 10), weight: 4))
    }
    if let rate = edit.tokensPerSecond {
      let speed = "\(Padding.left(Format.rate(rate), to: 4)) tok/s"
      facts.append(Fact(text: speed, weight: 1))
    }
    facts.append(phaseFact(of: state))
    if let measures { facts += meterFacts(of: measures, direction: state.direction) }
    if edit.droppedTurns > 0 {
      facts.append(
        Fact(text: leftOut(edit.droppedTurns), role: .warning, weight: Fact.essential))
    }
    return facts
  }

  /// That a context was cut to fit.
  static func leftOut(_ turns: Int) -> String {
    "oldest \(turns == 1 ? "turn" : "\(turns) turns") left out"
  }

  /// What looks wrong, behind all that has a fixed place: nothing moves when it appears.
  private static func meterFacts(
    of measures: EditMeasures, direction: EditDirection
  ) -> [Fact] {
    let alarms = MeterView.alarms(of: measures, direction: direction)
    var facts = alarms.enumerated().map { index, alarm in
      Fact(text: alarm, role: .warning, weight: index == 0 ? 8 : 5)
    }
    if measures.newMentions.isEmpty { facts.append(Fact(text: "nothing new named", weight: 5)) }
    return facts
  }

  private static func phaseFact(of state: State) -> Fact {
    let (text, role): (String, Role) =
      switch state.edit.phase {
      case .failed(let reason): (reason, .error)
      case .idle where !state.canAlign: (emptiness(of: state), .dim)
      default: (phase(of: state.edit), state.edit.isUnderWay ? .accent : .text)
      }
    return Fact(text: text, role: role, weight: Fact.essential)
  }

  private static func emptiness(of state: State) -> String {
    if state.awaitsAnswer { return "waiting for the answer" }
    return state.answer.raw.isEmpty ? "no answer to edit" : "no objective is on"
  }

  /// The state of an edit in words.
  static func phase(of edit: EditRun) -> String {
    switch edit.phase {
    case .idle: "nothing asked yet"
    case .settling: "about to start"
    case .waitingForEngine: "waiting for the model"
    case .starting: "starting"
    case .reading(let progress):
      "reading the prompt, \(progress.processedTokens) of \(progress.promptTokens) tokens"
    case .streaming: "streaming"
    case .ended(let summary):
      edit.replay.map(ReplayView.phase) ?? ending(of: summary)
    case .stopped: "stopped"
    case .failed(let reason): reason
    }
  }

  static func ending(of summary: GenerationSummary) -> String {
    switch summary.stopReason {
    case .endOfSequence, .stopString: "finished"
    case .tokenLimit: "stopped at \(summary.generatedTokens) tokens"
    case .contextLimit: "stopped, the model's context is full"
    case .cancelled: "stopped"
    }
  }
}
