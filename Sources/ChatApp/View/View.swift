import TerminalUI

/// Draws the state; the same state always gives the same frame.
func view(_ state: State) -> Frame {
  var frame = Frame(size: state.size, widthRules: state.configuration.widthRules)
  guard state.size.columns > 0, state.size.rows > 0 else { return frame }
  let layout = state.layout
  if let header = layout.header { HeaderView.draw(state, in: header, on: &frame) }
  for rule in layout.rules {
    frame.horizontalRule(
      at: Position(column: 1, row: rule.row), columns: max(0, rule.columns - 2))
  }
  if layout.isOverlayBeside { TextsView.draw(state, on: &frame) }
  switch state.overlays.last {
  case .help(let topRow): HelpView.draw(state, topRow: topRow, on: &frame)
  case .examples(let selected): ExamplesView.draw(state, selected: selected, on: &frame)
  case .objectives(let selected): ObjectiveListView.draw(state, selected: selected, on: &frame)
  case .wording(let form): WordingView.draw(state, form, on: &frame)
  case .palette(let palette): PaletteView.draw(state, palette, on: &frame)
  case .themes(let selected): ThemesView.draw(state, selected: selected, on: &frame)
  case .sessions(let list): SessionsView.draw(state, list, on: &frame)
  case .staging(let staging): StagingView.draw(state, staging, on: &frame)
  case .history(let list): HistoryView.draw(state, list, on: &frame)
  case .historyComparison(let comparison): HistoryView.draw(state, comparison, on: &frame)
  case .tokens: TokensView.draw(state, on: &frame)
  case .contest: ContestView.draw(state, on: &frame)
  case .iteration: IterationView.draw(state, on: &frame)
  case .presets(let selected): PresetsView.draw(state, selected: selected, on: &frame)
  case .presetName: PresetsView.draw(state, selected: .max, on: &frame)
  case .rows(let selected): RowListView.draw(state, selected: selected, on: &frame)
  case .path, .paste, .dataFile, nil: TextsView.draw(state, on: &frame)
  }
  QuestionView.draw(state, on: &frame)
  ObjectivesView.draw(state, on: &frame)
  if let statistics = layout.statistics { StatisticsView.draw(state, in: statistics, on: &frame) }
  if let footer = layout.footer { FooterView.draw(state, in: footer, on: &frame) }
  if let notice = layout.notice { NoticeView.draw(state, in: notice, on: &frame) }
  return frame
}

extension Frame {
  /// Writes pieces one after the other.
  ///
  /// - Returns: The columns they took.
  @discardableResult
  mutating func write(
    _ pieces: [(text: String, role: Role)], at position: Position, limit: Int
  ) -> Int {
    var used = 0
    for piece in pieces where used < limit {
      used += write(
        piece.text, at: Position(column: position.column + used, row: position.row),
        role: piece.role, limit: limit - used)
    }
    return used
  }
}

/// Numbers and texts brought to a width, so that what stands behind them keeps its place.
enum Padding {
  static func right(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - TextWidth.width(of: text)))
  }

  static func left(_ text: String, to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - TextWidth.width(of: text))) + text
  }
}
