import Alignment
import Datasets
import TerminalUI

extension State {
  // MARK: - The file

  /// Shows the list of rows, or asks for a file where none is open.
  mutating func showRows() {
    if case .closed = rows.phase { return askForDataFile() }
    overlays.append(.rows(selected: rows.current.map(rows.line) ?? 0))
  }

  mutating func askForDataFile() {
    overlays.append(.dataFile(TextEditor()))
  }

  mutating func openDataFile(_ path: String) -> [Effect] {
    guard !path.isEmpty else { return [] }
    rows.beginOpening(path)
    overlays = [.rows(selected: 0)]
    return [.rows(.open(id: rows.id, path: path))]
  }

  mutating func take(_ report: RowsReport) -> [Effect] {
    switch report {
    case .progress(rows.id, let part):
      if case .opening(let path, _) = rows.phase { rows.phase = .opening(path: path, part: part) }
    case .opened(rows.id, let file): return take(file)
    case .failed(rows.id, let reason):
      rows.phase = .closed
      closeRowList()
      say(reason, .error)
    case .found(rows.searchID, let found, let isComplete):
      rows.take(found: found, isComplete: isComplete)
    // About an earlier file, or an earlier search.
    case .progress, .opened, .failed, .found: break
    }
    return []
  }

  private mutating func take(_ file: RowFile) -> [Effect] {
    rows.open(file)
    guard file.count > 0, rows.columns.answer != nil || rows.columns.context != nil else {
      rows.phase = .closed
      closeRowList()
      say(
        file.count == 0
          ? "The file has no rows."
          : "No column is called query, generated_text or goldens: there are "
            + file.header.joined(separator: ", ") + ".", .error)
      return []
    }
    if rows.showsFirstRow {
      rows.showsFirstRow = false
      return showRow(0)
    }
    if !isRowListShown { say("\(Format.count(file.count, "row")) are there: d lists them.") }
    return []
  }

  private var isRowListShown: Bool {
    if case .rows = overlays.last { true } else { false }
  }

  private mutating func closeRowList() {
    rows.searchField = nil
    if isRowListShown { overlays.removeLast() }
  }

  // MARK: - One row

  /// Puts a row's texts on the screen and makes their edit.
  mutating func showRow(_ row: Int) -> [Effect] {
    guard let file = rows.file, row >= 0, row < file.count else { return [] }
    let fields = file.fields(row)
    func field(_ column: Int?) -> String? {
      column.flatMap { fields.indices.contains($0) ? fields[$0] : nil }
    }
    rows.current = row
    talk.isOwn = false
    rows.gold = field(rows.columns.gold).map(Passage.init)
    rows.goldPane.show(rows.gold?.shown ?? "")
    setPassage(.context, field(rows.columns.context) ?? "")
    setPassage(.answer, field(rows.columns.answer) ?? "")
    source = "row \(row + 1) of \(file.count) · \(rows.name)"
    // A key that is held steps on before the edit begins.
    return restartEdit()
  }

  mutating func chooseRow() -> [Effect] {
    guard case .rows(let selected) = overlays.last, let row = rows.row(at: selected) else {
      return []
    }
    closeRowList()
    return showRow(row)
  }

  /// Goes to the next of the rows that are listed, or the one before.
  mutating func stepRow(by step: Int) -> [Effect] {
    guard rows.file != nil, rows.listedCount > 0 else { return [] }
    let line: Int
    if let current = rows.current {
      let here = rows.line(of: current)
      // A row that is not listed stands before the line where it would.
      line = rows.row(at: here) == current || step < 0 ? here + step : here
    } else {
      line = 0
    }
    guard let row = rows.row(at: line) else {
      say(step > 0 ? "This is the last row." : "This is the first row.")
      return []
    }
    let effects = showRow(row)
    if !rows.query.isEmpty {
      say("Match \(line + 1) of \(rows.listedCount) for “\(rows.query)”.")
    }
    return effects
  }

  /// Forgets the row because the texts are others now.
  mutating func leaveRow() {
    rows.current = nil
    rows.gold = nil
  }

  // MARK: - Searching

  /// Begins to type what to look for.
  mutating func beginRowSearch() { rows.searchField = TextEditor(rows.query) }

  /// Leaves the field and keeps what was found.
  mutating func keepRowSearch() { rows.searchField = nil }

  /// Goes back by one: from the field to the list, from what was found to all rows, from the list to the texts.
  mutating func leaveRowList() {
    guard rows.searchField != nil || !rows.query.isEmpty else { return closeRowList() }
    let row = rows.listedCount > 0 ? selectedRow : rows.current
    rows.endSearch()
    overlays[overlays.count - 1] = .rows(selected: row ?? 0)
  }

  private var selectedRow: Int? {
    if case .rows(let selected) = overlays.last { rows.row(at: selected) } else { nil }
  }

  /// Looks for what stands in the field, where that has changed.
  mutating func searchRows() -> [Effect] {
    guard let text = rows.searchField?.text, let file = rows.file, text != rows.query else {
      return []
    }
    if isRowListShown { overlays[overlays.count - 1] = .rows(selected: 0) }
    return rows.search(text) ? [.rows(.search(id: rows.searchID, file, text))] : []
  }

  // MARK: - The gold answer

  /// Whether the gold answer is shown: as the reader wants it, else where there is a column for it.
  var isGoldShown: Bool {
    rows.gold != nil && (rows.wantsGold ?? (size.columns >= Self.columnsThatOfferGold))
  }

  /// From this width on the gold answer is shown without being asked for.
  private static let columnsThatOfferGold = 180

  mutating func toggleGold() {
    rows.wantsGold = !isGoldShown
    if focus == .gold { focus = .edit }
  }
}
