import Alignment
import Sessions
import TerminalUI

extension State {
  /// The tree of edits, where it is what has the keys.
  var historyList: HistoryList? {
    get { if case .history(let list) = overlays.last { list } else { nil } }
    set {
      guard let newValue, case .history = overlays.last else { return }
      overlays[overlays.count - 1] = .history(newValue)
    }
  }

  mutating func perform(_ command: HistoryCommand) -> [Effect] {
    switch command {
    case .open: openHistory()
    case .show: return showSelected()
    case .editAgain: return editSelectedAgain()
    case .mark:
      guard let list = historyList, let number = list.selectedRow?.edit else { return [] }
      historyList?.marked = list.marked == number ? nil : number
    case .compare: compareSelected()
    }
    return []
  }

  private mutating func openHistory() {
    var list = HistoryList(sessionLog.edits)
    let current = sessionLog.current?.number
    let selected = list.tree.rows.firstIndex { $0.edit != nil && $0.edit == current }
    list.selected = selected ?? 0
    overlays.append(.history(list))
  }

  /// Brings an edit back to the screen with its texts and objectives, without making it anew; an answer, with nothing.
  private mutating func showSelected() -> [Effect] {
    guard let row = historyList?.selectedRow, let recorded = sessionLog.edit(row.example) else {
      return []
    }
    // Beside the texts it stays, to walk from one edit to the next.
    if !layout.isOverlayBeside { overlays.removeLast() }
    let effects: [Effect] = edit.isRunning ? [.cancelGeneration] : []
    setTexts(of: recorded)
    guard row.edit != nil else { return effects + restartEdit(after: .zero) }
    let before = sampling
    setRequest(of: recorded)
    if sampling != before { say("Sampling as it was for this edit: \(sampling.words).") }
    show(recorded)
    return effects
  }

  /// Makes an edit the answer, for another edit of it.
  private mutating func editSelectedAgain() -> [Effect] {
    guard let number = historyList?.selectedRow?.edit, let recorded = sessionLog.edit(number)
    else { return [] }
    overlays.removeLast()
    setTexts(of: recorded)
    return replacePassage(.answer, recorded.text, from: "edit \(number)")
  }

  private mutating func growHistory() {
    guard var list = historyList, list.editCount != sessionLog.edits.count else { return }
    list.grow(sessionLog.edits)
    historyList = list
  }

  private mutating func setTexts(of recorded: RecordedEdit) {
    if !context.raw.utf8.elementsEqual(recorded.context.utf8) {
      setPassage(.context, recorded.context)
      talk.isOwn = true
    }
    guard !answer.raw.utf8.elementsEqual(recorded.answer.utf8) else { return }
    setPassage(.answer, recorded.answer)
    source = recorded.source
  }

  /// Compares the selected edit with the marked one, else with its own answer.
  private mutating func compareSelected() {
    guard let list = historyList, let row = list.selectedRow,
      let selected = sessionLog.edit(row.example)
    else { return }
    let name = row.edit.map { "edit \($0)" } ?? "the answer"
    let text = row.edit == nil ? selected.answer : selected.text
    var other = (name: "its answer", text: selected.answer)
    if let marked = list.marked.flatMap(sessionLog.edit), marked.number != row.edit {
      other = ("edit \(marked.number)", marked.text)
    }
    overlays.append(
      .historyComparison(
        HistoryComparison(
          title: "From \(other.name) to \(name)", from: other.text, to: text,
          widthRules: configuration.widthRules)))
  }

  /// Keeps the tree up with edits that are made while it is shown, and gives a comparison its place on the screen.
  mutating func arrangeHistory() {
    growHistory()
    guard case .historyComparison(var comparison) = overlays.last else { return }
    let area = HistoryView.textArea(in: layout.overlay)
    comparison.pane.resize(columns: area.columns, rows: area.rows)
    overlays[overlays.count - 1] = .historyComparison(comparison)
  }
}
