import TerminalUI

extension State {
  mutating func beginEditing(_ kind: PassageKind) {
    let raw = passage(kind).raw
    var editor = TextEditor(raw)
    // Where the reader is, rather than at the end of a long text.
    let pane = kind == .context ? contextPane : answerPane
    if pane.topRow == 0 { editor.moveToStart() }
    editing = EditingSession(target: kind, original: editor.text, editor: editor)
    focus = kind == .context ? .context : .answer
  }

  /// Begins to edit a text; an answer that is still being written ends where it is.
  mutating func openForEditing(_ kind: PassageKind) -> [Effect] {
    let effects = kind == .answer ? stopReply() : []
    beginEditing(kind)
    return effects
  }

  /// Leaves the text; the edit is made anew where it changed.
  mutating func endEditing() -> [Effect] {
    guard let session = editing else { return [] }
    editing = nil
    let text = session.editor.text
    if session.target == .question {
      talk.draft = Passage(text)
      return []
    }
    // Byte by byte: é in one piece and é in two are the same to `==`, but not to the model.
    let isSame = text.utf8.elementsEqual(session.original.utf8)
    return isSame ? [] : replacePassage(session.target, text, from: "edited")
  }

  /// Puts typed text where the insertion point is; does nothing where there is none.
  mutating func type(_ text: String) {
    if layer == .editing || layer == .question {
      editing?.editor.insert(text)
    } else if text != "\n" {
      editField { $0.insert(text) }
    }
  }

  /// Changes the text that is being written, in place.
  mutating func editField(_ change: (inout TextEditor) -> Void) {
    if layer == .search {
      guard var search = finding.search else { return }
      finding.search = nil
      change(&search.query)
      finding.search = search
      return
    }
    switch overlays.last {
    case .wording(var form):
      let before = form.field.text
      change(&form.field)
      overlays[overlays.count - 1] = .wording(form)
      if form.field.text != before { noteWording() }
    case .presetName(var name):
      change(&name)
      overlays[overlays.count - 1] = .presetName(name)
    case .path(var form):
      change(&form.path)
      overlays[overlays.count - 1] = .path(form)
    case .sessions(var list):
      guard var field = list.field else { return }
      change(&field.editor)
      list.field = field
      overlays[overlays.count - 1] = .sessions(list)
    case .rows:
      guard var field = rows.searchField else { return }
      change(&field)
      rows.searchField = field
    case .dataFile(var path):
      change(&path)
      overlays[overlays.count - 1] = .dataFile(path)
    case nil:
      guard var session = editing else { return }
      // Taken out first, so that the text is changed in place rather than copied.
      editing = nil
      change(&session.editor)
      editing = session
    default: break
    }
  }

  mutating func move(_ movement: Command.Movement) {
    let area = editingArea
    editField { editor in
      switch movement {
      case .left: editor.moveLeft()
      case .right: editor.moveRight()
      case .wordLeft: editor.moveWordLeft()
      case .wordRight: editor.moveWordRight()
      case .up: editor.moveUp(width: area.columns)
      case .down: editor.moveDown(width: area.columns)
      case .pageUp: editor.moveUp(width: area.columns, rows: max(1, area.rows - 1))
      case .pageDown: editor.moveDown(width: area.columns, rows: max(1, area.rows - 1))
      case .lineStart: editor.moveToLineStart()
      case .lineEnd: editor.moveToLineEnd()
      case .start: editor.moveToStart()
      case .end: editor.moveToEnd()
      }
    }
  }

  mutating func delete(_ deletion: Command.Deletion) {
    editField { editor in
      switch deletion {
      case .backward: editor.deleteBackward()
      case .forward: editor.deleteForward()
      case .wordBackward: editor.deleteWordBackward()
      case .wordForward: editor.deleteWordForward()
      case .toLineStart: editor.deleteToLineStart()
      case .toLineEnd: editor.deleteToLineEnd()
      }
    }
  }

  /// Puts the insertion point where the mouse was pressed.
  mutating func placeInsertionPoint(at position: Position) {
    let area = editingArea
    guard let session = editing, area.contains(position) else { return }
    let place = Position(
      column: position.column - area.column, row: position.row - area.row + session.topRow)
    let offset = session.editor.wrapped(width: area.columns).offset(at: place)
    editField { $0.moveCursor(to: offset) }
  }

  /// Where the text that is being edited stands.
  var editingArea: Rect {
    switch editing?.target {
    case .context: layout.context.map(ScreenLayout.contextArea) ?? layout.overlay
    case .question: layout.question.map(ScreenLayout.textArea) ?? layout.overlay
    case .answer, nil: layout.answer.map(ScreenLayout.textArea) ?? layout.overlay
    }
  }

  /// Keeps the insertion point in sight.
  mutating func arrangeEditor() {
    guard editing != nil else { return }
    let area = editingArea
    let width = max(1, area.columns)
    let height = max(1, area.rows)
    guard let layout = editing?.editor.layout(width: width),
      let cursor = editing?.editor.cursor, let top = editing?.topRow
    else { return }
    let row = layout.position(of: cursor).row
    editing?.topRow = min(max(top, row - height + 1), row, max(0, layout.lines.count - 1))
  }
}
