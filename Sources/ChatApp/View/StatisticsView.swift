import Alignment
import Generation
import TerminalUI

/// What can be said about the edit in numbers, and its state in words.
enum StatisticsView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    frame.write("Edit", at: Position(column: 1, row: area.row), role: .title)
    let facts = facts(of: state)
    var pieces: [(text: String, role: Role)] = []
    for (index, fact) in facts.enumerated() {
      if index > 0 { pieces.append(("  ·  ", .dim)) }
      pieces.append(fact)
    }
    frame.write(pieces, at: Position(column: 14, row: area.row), limit: area.columns - 15)
  }

  private static func facts(of state: State) -> [(text: String, role: Role)] {
    let edit = state.edit
    var facts: [(String, Role)] = []
    let isNarrow = state.size.columns < 90
    if let counts = state.comparison.counts {
      let kept = counts.keptPercent.map { Padding.left("\($0)", to: 3) } ?? "  –"
      facts.append(("kept \(kept) %", .text))
      let added = Padding.left("+\(counts.added)", to: 4)
      let removed = Padding.right("−\(counts.removed)", to: 4)
      facts.append(("\(added) \(removed) words", .text))
    }
    if let first = edit.timeToFirstToken, !isNarrow {
      facts.append(("first token \(Format.seconds(first))", .text))
    }
    if edit.pieces > 0 || edit.summary != nil {
      let tokens = edit.summary?.generatedTokens ?? edit.pieces
      facts.append((Padding.left(Format.count(tokens, "token"), to: 11), .text))
    }
    if let rate = edit.tokensPerSecond, !isNarrow {
      facts.append(("\(Padding.left(Format.rate(rate), to: 4)) tok/s", .text))
    }
    let phase = phase(of: edit)
    switch edit.phase {
    case .failed: facts.append((phase, .error))
    case .idle where !state.canAlign: facts.append((emptiness(of: state), .dim))
    default: facts.append((phase, edit.isUnderWay ? .accent : .text))
    }
    if edit.droppedTurns > 0 {
      let turns = edit.droppedTurns == 1 ? "turn" : "\(edit.droppedTurns) turns"
      facts.append(("oldest \(turns) left out", .warning))
    }
    return facts
  }

  private static func emptiness(of state: State) -> String {
    state.answer.raw.isEmpty ? "no answer to edit" : "no objective is on"
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
    case .ended(let summary): ending(of: summary)
    case .stopped: "stopped"
    case .failed(let reason): reason
    }
  }

  private static func ending(of summary: GenerationSummary) -> String {
    switch summary.stopReason {
    case .endOfSequence, .stopString: "finished"
    case .tokenLimit: "stopped at \(summary.generatedTokens) tokens"
    case .contextLimit: "stopped, the model's context is full"
    case .cancelled: "stopped"
    }
  }
}
