import Alignment
import Generation
import Glibc
import TerminalUI

/// What each objective did: to the whole edit, and to the token under the cursor.
enum ObjectivePartsView {
  private static let numberColumns = 9
  private static let longestLabel = 24

  static func draw(
    _ attribution: Attribution, _ state: State, in area: Rect, on frame: inout Frame
  ) {
    guard area.rows > 2, area.columns > 20 else { return }
    let labels = attribution.objectives.map { state.board.objective($0)?.label ?? $0 }
    let widest = labels.map { TextWidth.width(of: $0) }.max() ?? 0
    let label = min(widest, longestLabel, max(4, area.columns - 2 * numberColumns - 4))
    let bar = max(0, area.columns - label - 2 * numberColumns - 4)
    let head =
      Padding.right("", to: label + 2) + Padding.left("whole", to: numberColumns)
      + Padding.left("token", to: numberColumns)
    frame.write(head, at: area.origin, role: .dim, limit: area.columns)
    let greatest =
      attribution.objectives.compactMap { attribution.total(of: $0) }.map { abs($0) }.max() ?? 0
    let room = area.rows - 4
    for (index, objective) in attribution.objectives.prefix(max(1, room)).enumerated() {
      let isSelected = index == attribution.selected
      let total = attribution.total(of: objective)
      let parts = attribution.differences[objective]
      let token =
        parts.flatMap { $0.indices.contains(attribution.current) ? $0[attribution.current] : nil }
      frame.write(
        [
          (isSelected ? "▸ " : "  ", .accent),
          (
            Padding.right(TextWidth.truncated(labels[index], to: label), to: label),
            isSelected ? .objectiveOn : .text
          ),
          (Padding.left(total.map(Self.signed) ?? "…", to: numberColumns), .text),
          (Padding.left(token.map(Self.signed) ?? "…", to: numberColumns), .text),
          ("  ", .text),
          (
            Bar.text(total ?? 0, of: greatest, columns: bar),
            (total ?? 0) < 0 ? .warning : .success
          ),
        ], at: Position(column: area.column, row: area.row + 1 + index), limit: area.columns)
    }
    drawLegend(in: area, below: min(attribution.objectives.count, max(1, room)), on: &frame)
  }

  private static func drawLegend(in area: Rect, below count: Int, on frame: inout Frame) {
    let row = area.row + count + 2
    guard row + 1 < area.endRow else { return }
    frame.write(Heat.legend, at: Position(column: area.column, row: row), limit: area.columns)
    frame.write(
      TextWidth.truncated("log-probability with it − without it, in nats", to: area.columns),
      at: Position(column: area.column, row: row + 1), role: .dim)
  }

  private static func signed(_ value: Double) -> String { Format.signedHundredths(value) }
}

/// What else could stand at the token under the cursor.
enum AlternativesView {
  static func draw(_ attribution: Attribution, in area: Rect, on frame: inout Frame) {
    guard area.rows > 1, attribution.tokens.indices.contains(attribution.current) else { return }
    let token = attribution.tokens[attribution.current].scored
    frame.write(
      [
        (quoted(token.text), .title),
        (
          "  \(percent(token.logProbability)), token \(attribution.current + 1) of \(attribution.tokens.count)",
          .dim
        ),
      ], at: area.origin, limit: area.columns)
    let texts = token.alternatives.map { $0.text.map(quoted) ?? "the end of the text" }
    let width = min(
      max(8, texts.map { TextWidth.width(of: $0) }.max() ?? 0), max(8, area.columns / 2))
    let bar = max(0, area.columns - width - 12)
    for (index, alternative) in token.alternatives.prefix(area.rows - 2).enumerated() {
      frame.write(
        [
          (alternative.isChosen ? "▸ " : "  ", .accent),
          (
            Padding.right(TextWidth.truncated(texts[index], to: width), to: width),
            alternative.isChosen ? .objectiveOn : .text
          ),
          (Padding.left(percent(alternative.logProbability), to: 7) + "  ", .text),
          (Bar.text(exp(alternative.logProbability), of: 1, columns: bar), .success),
        ], at: Position(column: area.column, row: area.row + 2 + index), limit: area.columns)
    }
    let row = area.row + 3 + token.alternatives.count
    guard row < area.endRow else { return }
    let isAmong = token.alternatives.contains(where: \.isChosen)
    frame.write(
      TextWidth.truncated(
        isAmong ? "under the text: how much a token surprises" : "it is not among the likeliest",
        to: area.columns),
      at: Position(column: area.column, row: row), role: .dim)
  }

  /// A token between quotation marks, its blanks and line ends visible.
  static func quoted(_ text: String) -> String {
    let visible = TerminalSanitizer.sanitize(text).text.map { character -> String in
      switch character {
      case " ": "␣"
      case "\n", "\r\n": "⏎"
      case "\t": "⇥"
      default: String(character)
      }
    }
    return "“" + visible.joined() + "”"
  }

  private static func percent(_ logProbability: Double) -> String {
    Format.percent(exp(logProbability))
  }
}

/// A number as a bar.
enum Bar {
  /// A bar of up to so many cells; one that means something has at least one.
  static func text(_ value: Double, of greatest: Double, columns: Int) -> String {
    let share = abs(value) / greatest
    guard columns > 0, share.isFinite, share > 0 else { return "" }
    let cells = min(columns, max(1, Int((share * Double(columns)).rounded())))
    return String(repeating: value < 0 ? "-" : "█", count: cells)
  }
}
