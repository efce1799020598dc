import Alignment
import Generation
import TerminalUI

/// The first line: the program's name, and what makes the edits.
enum HeaderView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    let name = frame.write(
      "metaaligner", at: Position(column: 1, row: area.row), role: .title, attributes: .bold)
    let room = max(0, area.columns - name - 5)
    let all = facts(of: state, namesWeights: true)
    let facts =
      TextWidth.width(of: all) <= room
      ? all : TextWidth.truncated(facts(of: state, namesWeights: false), to: room)
    frame.write(
      facts,
      at: Position(
        column: area.endColumn - 1 - TextWidth.width(of: facts), row: area.row), role: .dim)
  }

  private static func facts(of state: State, namesWeights: Bool) -> String {
    var facts: [String] = []
    let awaited = state.models.awaited(for: .aligner)
    switch state.engine {
    case _ where awaited != nil: facts.append("waiting for engine \(awaited?.name ?? "") …")
    case .loading: facts.append("loading \(state.configuration.modelName) …")
    case .failed: facts.append("no model")
    case .ready(let description): facts.append(description.name)
    }
    if let policy = state.models.awaited(for: .policy) {
      facts.append("waiting for policy \(policy.name) …")
    }
    facts.append("\(state.family.rawValue) prompts")
    if state.direction == .equal { facts.append("equal") }
    if case .ready(let description) = state.engine {
      if namesWeights {
        let weights = [description.elementType, description.arithmetic].compactMap(\.self)
        facts.append(weights.joined(separator: " "))
      }
      facts.append(speed(of: state))
    }
    return facts.joined(separator: " · ")
  }

  private static func speed(of state: State) -> String {
    let speed = state.edit.tokensPerSecond.map { Format.rate($0) } ?? "–"
    return Padding.left(speed, to: 4) + " tok/s"
  }
}
