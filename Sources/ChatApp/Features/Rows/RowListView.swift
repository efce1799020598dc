import Alignment
import Datasets
import TerminalUI

/// The rows of a data file in a list, with the selected one's columns below.
enum RowListView {
  /// Characters of a field that are looked at for a line of the list.
  private static let glance = 400
  private static let columnsOfQuestion = 60

  static func draw(_ state: State, selected: Int, on frame: inout Frame) {
    let rows = state.rows
    let area = listArea(in: state)
    if let file = rows.file, let row = rows.row(at: selected) {
      let whole = state.layout.overlay
      let below = Rect(
        column: whole.column, row: area.endRow, columns: whole.columns,
        rows: whole.endRow - area.endRow)
      drawFields(of: file, row: row, rows, in: below, on: &frame)
    }
    let digits = rows.file.map { String($0.count).count } ?? 1
    ListView.draw(
      title: title(of: rows), count: rows.listedCount,
      row: { line in
        rows.file.flatMap { file in
          rows.row(at: line).map {
            self.line(of: file, row: $0, digits: digits, rows, columns: area.columns)
          }
        } ?? []
      }, selected: selected, in: area, on: &frame)
    drawField(of: rows, in: area, on: &frame)
  }

  /// Where the list stands: the selected row's columns below it, where there is room for them.
  static func listArea(in state: State) -> Rect {
    var area = state.layout.overlay
    if area.rows >= 14 { area.rows -= area.rows / 3 }
    return area
  }

  // MARK: - The list

  private static func title(of rows: DataRows) -> String {
    switch rows.phase {
    case .closed: return "Rows"
    case .opening(_, let part):
      return "Reading \(rows.name) … \(Int((part * 100).rounded(.down))) %"
    case .open(let file):
      var title = "\(rows.name) · \(Format.count(file.count, "row"))"
      if rows.searchField == nil, !rows.query.isEmpty {
        title += " · \(foundNote(of: rows)) for “\(rows.query)”"
      }
      return title
    }
  }

  private static func foundNote(of rows: DataRows) -> String {
    if rows.isSearching { return "searching, \(rows.listedCount) found so far" }
    return rows.listedCount == 0 ? "none found" : "\(rows.listedCount) found"
  }

  /// The field that is being typed in, in the line between title and list.
  private static func drawField(of rows: DataRows, in area: Rect, on frame: inout Frame) {
    guard let field = rows.searchField, area.rows > 1 else { return }
    let row = area.row + 1
    let heading = frame.write("Search ", at: Position(column: 1, row: row), role: .accent)
    let note = rows.query.isEmpty ? "" : foundNote(of: rows)
    let width = TextWidth.width(of: note)
    frame.write(
      note, at: Position(column: max(0, area.endColumn - 1 - width), row: row), role: .dim)
    EditorView.drawLine(
      field,
      in: Rect(
        column: 1 + heading, row: row, columns: max(1, area.columns - heading - width - 4), rows: 1),
      on: &frame)
  }

  private static func line(
    of file: RowFile, row: Int, digits: Int, _ rows: DataRows, columns: Int
  ) -> ListView.Row {
    let pattern = SearchPattern(rows.query)
    let fields = file.fields(row)
    func field(_ column: Int?) -> String {
      column.flatMap { fields.indices.contains($0) ? fields[$0] : nil } ?? ""
    }
    let turn = lastTurn(of: field(rows.columns.context))
    let question = oneLine(pattern.excerpt(of: turn, columns: columnsOfQuestion))
    let room = columns - digits - columnsOfQuestion
    let answer = oneLine(pattern.excerpt(of: field(rows.columns.answer), columns: room))
    let number = Padding.left("\(row + 1)", to: digits) + (row == rows.current ? " ● " : "   ")
    let separator = question.isEmpty || answer.isEmpty ? "" : "  →  "
    let shown = TextWidth.truncated(question, to: answer.isEmpty ? Self.glance : columnsOfQuestion)
    return [(number, .dim)] + pieces(of: shown, .text, pattern) + [(separator, .rule)]
      + pieces(of: answer, .dim, pattern)
  }

  /// A text in pieces, those that are looked for among them.
  private static func pieces(
    of text: String, _ role: Role, _ pattern: SearchPattern
  ) -> ListView.Row {
    let characters = Array(text)
    var pieces: ListView.Row = []
    var end = 0
    for range in pattern.occurrences(in: text) {
      pieces.append((String(characters[end..<range.lowerBound]), role))
      pieces.append((String(characters[range]), .match))
      end = range.upperBound
    }
    return pieces + [(String(characters[end...]), role)]
  }

  private static func oneLine(_ text: some StringProtocol) -> String {
    TerminalSanitizer.sanitize(String(text.prefix(glance))).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What was said last: earlier turns are in the preview.
  private static func lastTurn(of context: String) -> String {
    Conversation.turns(of: context).last { !$0.isBlank }?.text ?? context
  }

  // MARK: - The selected row

  /// Each column on as many lines as there is room for, under a blank line.
  private static func drawFields(
    of file: RowFile, row: Int, _ rows: DataRows, in area: Rect, on frame: inout Frame
  ) {
    guard area.rows > 1 else { return }
    let known = rows.columns
    let pattern = SearchPattern(rows.query)
    let shown = order(of: file, known)
    let nameColumns = min(16, shown.map { TextWidth.width(of: file.header[$0]) }.max() ?? 0)
    let fields = file.fields(row)
    var line = area.row + 1
    for (index, column) in shown.enumerated() where fields.indices.contains(column) {
      let rest = shown.count - index
      let room = (area.endRow - line) / rest
      guard room > 0 else { return }
      frame.write(
        TextWidth.truncated(file.header[column], to: nameColumns),
        at: Position(column: 3, row: line), role: .title)
      let left = 3 + nameColumns + 2
      let columns = max(1, area.columns - left - 2)
      let whole = column == known.context ? turns(of: fields[column]) : fields[column]
      let excerpt = pattern.excerpt(of: whole, columns: columns * room)
      let text = WrappedText(beginning(of: excerpt, columns * room), width: columns)
      let found = pattern.occurrences(in: text.text)
      for lineOfText in 0..<min(room, text.lines.count) {
        guard let slice = text.slice(row: lineOfText) else { continue }
        let isCut = lineOfText == room - 1 && text.lines.count > room
        frame.write(
          isCut ? TextWidth.truncated(slice.text + " …", to: columns) : slice.text,
          at: Position(column: left, row: line + lineOfText), role: .dim)
        for range in found {
          guard let match = text.slice(row: lineOfText, characters: range) else { continue }
          frame.restyle(
            Rect(
              column: left + match.column, row: line + lineOfText, columns: match.columns, rows: 1),
            role: .match)
        }
      }
      line += min(room, text.lines.count)
    }
  }

  /// What is said, without the open turn at the end, and without empty lines.
  private static func turns(of context: String) -> String {
    let turns = Conversation.turns(of: context).filter { !$0.isBlank }
    return Conversation.joined(turns).split(whereSeparator: \.isNewline).joined(separator: "\n")
  }

  /// Question, answer and gold answer first, then what else there is.
  private static func order(of file: RowFile, _ columns: RowColumns) -> [Int] {
    let known = [columns.context, columns.answer, columns.gold].compactMap(\.self)
    return known + file.header.indices.filter { !known.contains($0) }
  }

  private static func beginning(of text: String, _ count: Int) -> String {
    TerminalSanitizer.sanitize(String(text.drop(while: \.isNewline).prefix(count + 1))).text
  }
}
