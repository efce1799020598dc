import Alignment
import Generation
import TerminalUI

/// The edit with heat under its tokens, and beside it what is known of the token under the cursor.
enum TokensView {
  /// Where the parts stand.
  struct Parts {
    let text: Rect
    let detail: Rect
  }

  /// The text to the left, or above where the screen is narrow.
  static func parts(in area: Rect) -> Parts {
    let top = area.row + 2
    let rows = max(1, area.rows - 2)
    if area.columns >= 90 {
      let columns = area.columns * 3 / 5
      return Parts(
        text: Rect(column: area.column + 1, row: top, columns: columns - 3, rows: rows),
        detail: Rect(
          column: area.column + columns + 1, row: top, columns: area.columns - columns - 2,
          rows: rows)
      )
    }
    let upper = max(2, rows / 2 / 2 * 2)
    return Parts(
      text: Rect(
        column: area.column + 1, row: top, columns: max(1, area.columns - 2), rows: upper),
      detail: Rect(
        column: area.column + 1, row: top + upper, columns: max(1, area.columns - 2),
        rows: max(0, rows - upper)))
  }

  /// The edit, wrapped for its part.
  static func text(in state: State) -> WrappedText {
    WrappedText(
      state.edit.shown.text, width: parts(in: state.layout.overlay).text.columns,
      widthRules: state.configuration.widthRules)
  }

  /// The character at a position; nil beside the text.
  static func offset(at position: Position, in state: State) -> Int? {
    let area = parts(in: state.layout.overlay).text
    guard area.contains(position), let attribution = state.lens.attribution else { return nil }
    let text = text(in: state)
    let row = topLine(of: attribution, text, rows: area.rows) + (position.row - area.row) / 2
    guard text.lines.indices.contains(row) else { return nil }
    return text.offset(at: Position(column: position.column - area.column, row: row))
  }

  static func draw(_ state: State, on frame: inout Frame) {
    guard let attribution = state.lens.attribution else { return }
    let area = state.layout.overlay
    drawTitle(attribution, in: area, on: &frame)
    let parts = parts(in: area)
    drawText(attribution, text(in: state), in: parts.text, on: &frame)
    switch attribution.detail {
    case .objectives: ObjectivePartsView.draw(attribution, state, in: parts.detail, on: &frame)
    case .alternatives: AlternativesView.draw(attribution, in: parts.detail, on: &frame)
    }
  }

  private static func drawTitle(
    _ attribution: Attribution, in area: Rect, on frame: inout Frame
  ) {
    let title =
      switch attribution.detail {
      case .objectives: "What each objective did to the edit"
      case .alternatives: "How sure the model was of each token"
      }
    let used = frame.write(
      title, at: Position(column: area.column + 1, row: area.row), role: .title)
    let (words, role) = phase(of: attribution)
    frame.write(
      TextWidth.truncated(words, to: max(0, area.columns - used - 5)),
      at: Position(column: area.column + used + 3, row: area.row), role: role)
  }

  private static func phase(of attribution: Attribution) -> (String, Role) {
    switch attribution.phase {
    case .failed(let reason): return (reason, .error)
    case .finished: return ("finished", .dim)
    case .scoring:
      guard attribution.leavesOut else { return ("scoring", .accent) }
      let done = attribution.differences.count + (attribution.tokens.isEmpty ? 0 : 1)
      return ("scoring, \(done) of \(attribution.objectives.count + 1) passes", .accent)
    }
  }

  // MARK: - The text

  /// The first line seen: whole pages, so that nothing moves but when the cursor leaves one.
  private static func topLine(of attribution: Attribution, _ text: WrappedText, rows: Int) -> Int {
    guard attribution.tokens.indices.contains(attribution.current) else { return 0 }
    let line = text.row(containing: attribution.tokens[attribution.current].range.lowerBound)
    let page = max(1, rows / 2)
    return line / page * page
  }

  private static func drawText(
    _ attribution: Attribution, _ text: WrappedText, in area: Rect, on frame: inout Frame
  ) {
    let top = topLine(of: attribution, text, rows: area.rows)
    let bottom = min(text.lines.count, top + max(1, area.rows / 2))
    guard top < bottom else { return }
    for line in top..<bottom {
      guard let slice = text.slice(row: line) else { continue }
      frame.write(
        slice.text, at: Position(column: area.column, row: area.row + 2 * (line - top)),
        limit: area.columns)
    }
    let seen = text.lines[top].range.lowerBound..<text.lines[bottom - 1].range.upperBound
    for (index, token) in attribution.tokens.enumerated() where token.range.overlaps(seen) {
      for line in text.row(
        containing: token.range.lowerBound)...text.row(
          containing: max(token.range.lowerBound, token.range.upperBound - 1))
      where (top..<bottom).contains(line) {
        guard let slice = text.slice(row: line, characters: token.range) else { continue }
        // The blank before a word belongs to its token, but is nothing to look at.
        let blank = slice.text.prefix { $0 == " " }.count
        let place = Rect(
          column: area.column + slice.column + blank, row: area.row + 2 * (line - top),
          columns: slice.columns - blank, rows: 1)
        drawToken(
          attribution, index, in: place, hasHeatRow: place.row + 1 < area.endRow, on: &frame)
      }
    }
  }

  private static func drawToken(
    _ attribution: Attribution, _ index: Int, in place: Rect, hasHeatRow: Bool,
    on frame: inout Frame
  ) {
    if index == attribution.current { frame.restyle(place, role: .selection) }
    guard hasHeatRow, let heat = attribution.heat(of: index), let mark = Heat.mark(heat) else {
      return
    }
    frame.fill(
      Rect(column: place.column, row: place.row + 1, columns: place.columns, rows: 1),
      with: mark.character, role: mark.role)
  }
}

/// A change of log-probability as a mark that needs no colour.
enum Heat {
  /// What moves less is not worth a mark, in nats.
  static let least = 0.1

  static let legend: [(text: String, role: Role)] = [
    ("▂▄▆█", .success), (" likelier with it   ", .dim), ("·-=#", .warning),
    (" less likely", .dim),
  ]

  /// The mark of a change in nats; nil where it is too small.
  static func mark(_ change: Double) -> (character: Character, role: Role)? {
    guard abs(change) >= least else { return nil }
    let level = [0.5, 1.5, 3].firstIndex { abs(change) < $0 } ?? 3
    let marks: [Character] = change > 0 ? ["▂", "▄", "▆", "█"] : ["·", "-", "=", "#"]
    return (marks[level], change > 0 ? .success : .warning)
  }
}
