import TerminalUI

/// The last line: the keys that do something now.
enum FooterView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    var room = area.columns - 2
    // A list or a question has few keys, and the way out of it matters more than the palette.
    let all = state.keyMap.footer(in: state).filter {
      state.layer.isCommandMode || $0.title != "all"
    }
    // The ways to the full lists are never the ones that are left out.
    let last = all.filter { ways.contains($0.title) }
    for entry in last { room -= width(of: entry) + gap }
    room += last.isEmpty ? 0 : gap
    var column = 1
    func write(_ entry: (label: String, title: String), on frame: inout Frame) {
      let origin = Position(column: column, row: area.row)
      column += frame.write(
        [(entry.label, .key), (" " + entry.title, .dim)], at: origin, limit: area.columns - column)
      column += gap
    }
    for entry in all where !ways.contains(entry.title) {
      guard width(of: entry) + gap <= room else { break }
      room -= width(of: entry) + gap
      write(entry, on: &frame)
    }
    for entry in last { write(entry, on: &frame) }
  }

  private static let gap = 3
  private static let ways: Set = ["all", "help"]

  private static func width(of entry: (label: String, title: String)) -> Int {
    TextWidth.width(of: entry.label) + 1 + TextWidth.width(of: entry.title)
  }
}

/// A sentence about what just happened, or a question.
enum NoticeView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    if state.layer == .search, let search = state.finding.search {
      return SearchView.draw(search, in: area, on: &frame)
    }
    switch state.overlays.last {
    case .sessions(let list) where list.field != nil:
      if let field = list.field { SessionsView.draw(field, in: area, on: &frame) }
    case .presetName(let name) where state.notice == nil:
      PresetsView.drawName(name, in: area, on: &frame)
    case .path(let form):
      drawPath(
        form.path,
        asking: area.columns < 60
          ? "Read \(form.target.name) from: " : "Read the \(form.target.name) from the file: ",
        in: area, on: &frame)
    case .dataFile(let path):
      drawPath(path, asking: "Open the data file (CSV): ", in: area, on: &frame)
    case .paste(let text):
      clear(area, on: &frame)
      let size = Format.bytes(text.utf8.count)
      // On a small screen the question stands where the keys would.
      let question =
        state.layout.form == .small
        ? "\(size): a answer, c context, Esc drop"
        : "Pasted \(size). Is it the answer or the context?"
      frame.write(
        question, at: Position(column: 1, row: area.row), role: .accent, limit: area.columns - 2)
    default:
      guard let notice = state.notice, !(notice.isHint && state.layout.form == .small) else {
        return
      }
      clear(area, on: &frame)
      frame.write(
        TextWidth.truncated(notice.text, to: max(0, area.columns - 2)),
        at: Position(column: 1, row: area.row), role: notice.role)
    }
  }

  private static func drawPath(
    _ path: TextEditor, asking question: String, in area: Rect, on frame: inout Frame
  ) {
    clear(area, on: &frame)
    let used = frame.write(
      question, at: Position(column: 1, row: area.row), role: .accent, limit: area.columns - 2)
    EditorView.drawLine(
      path,
      in: Rect(
        column: 1 + used, row: area.row, columns: max(1, area.columns - used - 2), rows: 1),
      on: &frame)
  }

  private static func clear(_ area: Rect, on frame: inout Frame) { frame.fill(area) }
}
