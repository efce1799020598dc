import Alignment
import TerminalUI

extension State {
  /// Two presses within this time, on one character, select its word.
  static let doubleClickTime = Duration.milliseconds(400)

  // MARK: - The mouse

  /// Remembers where the button went down; a second press soon after selects the word.
  mutating func beginSelection(at position: Position) {
    finding.selection = nil
    let former = finding.press
    guard let place = place(at: position) else {
      finding.press = nil
      return
    }
    finding.press = PressedPlace(pane: place.pane, offset: place.offset, time: now)
    if let former, former.pane == place.pane, former.offset == place.offset,
      now - former.time <= Self.doubleClickTime
    {
      selectWord(at: place.offset, in: place.pane)
    }
  }

  /// Selects from where the button went down to where the pointer is; beyond an edge the text scrolls.
  mutating func dragSelection(to position: Position) {
    guard let press = finding.press, let area = textArea(of: press.pane) else { return }
    if position.row < area.row { scroll(.lines(-1), in: press.pane) }
    if position.row >= area.endRow { scroll(.lines(1), in: press.pane) }
    let pane = shownPane(press.pane)
    let row = min(max(position.row, area.row), area.endRow - 1) - area.row + pane.topRow
    let offset = pane.layout.offset(
      at: Position(column: max(0, position.column - area.column), row: row))
    select(from: press.offset, to: offset, in: press.pane)
  }

  /// Says what the button's release leaves selected.
  mutating func endSelection() {
    guard let selection = finding.selection else { return }
    sayCount(of: selection)
  }

  /// The character under the pointer.
  private func place(at position: Position) -> (pane: Focus, offset: Int)? {
    for pane in visiblePanes {
      guard let area = textArea(of: pane), area.contains(position) else { continue }
      let shown = shownPane(pane)
      let offset = shown.layout.offset(
        at: Position(
          column: position.column - area.column, row: position.row - area.row + shown.topRow))
      return shown.layout.count == 0 ? nil : (pane, min(offset, shown.layout.count - 1))
    }
    return nil
  }

  private mutating func selectWord(at offset: Int, in pane: Focus) {
    let text = Array(shownPane(pane).layout.text)
    guard text.indices.contains(offset), Self.isWord(text[offset]) else { return }
    var (start, end) = (offset, offset)
    while start > 0, Self.isWord(text[start - 1]) { start -= 1 }
    while end + 1 < text.count, Self.isWord(text[end + 1]) { end += 1 }
    select(from: start, to: end, in: pane)
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "'"
  }

  private mutating func select(from anchor: Int, to head: Int, in pane: Focus) {
    let last = shownPane(pane).layout.count - 1
    guard last >= 0 else { return }
    finding.selection = Selection(pane: pane, anchor: min(anchor, last), head: min(head, last))
  }

  // MARK: - Keys

  /// Moves the end of the selection; without one, begins where the reader is.
  mutating func extendSelection(_ movement: Command.Movement) {
    guard visiblePanes.contains(focus) || finding.selection != nil else { return }
    let pane = finding.selection?.pane ?? focus
    let layout = shownPane(pane).layout
    guard layout.count > 0 else { return }
    guard let selection = finding.selection else {
      let start = min(readersPlace(in: pane), layout.count - 1)
      select(from: start, to: start, in: pane)
      if movement == .down || movement == .up { extendSelection(movement) }
      sayCount(of: finding.selection)
      return
    }
    var head = selection.head
    switch movement {
    case .left: head -= 1
    case .right: head += 1
    case .up, .down:
      let place = layout.position(of: head)
      let row = place.row + (movement == .up ? -1 : 1)
      head = layout.offset(at: Position(column: place.column, row: row))
    default: break
    }
    select(from: selection.anchor, to: max(0, head), in: pane)
    if let head = finding.selection?.head { withPane(pane) { $0.reveal(head) } }
    sayCount(of: finding.selection)
  }

  /// The character that the reader has stepped to, else the first one seen.
  private func readersPlace(in pane: Focus) -> Int {
    if let search = finding.search, let current = search.current, search.hits[current].pane == pane
    {
      return search.hits[current].range.lowerBound
    }
    if let currentChange, !finding.hidden.isOn {
      let change = comparison.changes[currentChange]
      if pane == .answer { return change.answer.lowerBound }
      if pane == .edit, !diffView.isOneText { return change.edit.lowerBound }
    }
    let shown = shownPane(pane)
    return shown.layout.lines[min(shown.topRow, shown.layout.lines.count - 1)].range.lowerBound
  }

  private mutating func sayCount(of selection: Selection?) {
    guard let selection else { return }
    say("\(Format.count(selection.range.count, "character")) selected: y copies, Esc drops.")
  }

  // MARK: - Copying

  /// The selected text without the screen's line breaks.
  var selectedText: String? {
    guard let selection = finding.selection else { return nil }
    let text = shownPane(selection.pane).layout.text
    let start = text.index(text.startIndex, offsetBy: selection.range.lowerBound)
    return String(text[start...].prefix(selection.range.count))
  }

  /// Copies what is selected.
  mutating func copySelection() -> [Effect] {
    finding.copyNote = ""
    return selectedText.map { [.copy($0)] } ?? []
  }

  /// Copies the focused text as it is shown: nothing in it is obeyed by the terminal that it is pasted into.
  mutating func copyShown() -> [Effect] {
    let text = focusedText
    finding.copyNote =
      text.hidden == 0
      ? "" : " Hidden characters are replaced: \(text.hidden); Y copies the text as it is."
    return text.shown.isEmpty ? [] : [.copy(text.shown)]
  }

  /// Copies what is selected, else the focused text, to the byte.
  mutating func copyRaw() -> [Effect] {
    finding.copyNote = ""
    let raw = finding.selection.map(rawText) ?? focusedText.raw
    return raw.isEmpty ? [] : [.copy(raw)]
  }

  /// Whether there is something to copy: a selection, or a text in the focused pane.
  var hasTextToCopy: Bool { finding.selection != nil || !focusedText.raw.isEmpty }

  /// What a selected part of a pane was before it was made harmless.
  ///
  /// Where answer and edit are shown as one text, or the end of an older edit is still seen, nothing was written so, and
  /// the selection itself has to do.
  private func rawText(of selection: Selection) -> String {
    let raw = text(of: selection.pane).raw
    if finding.hidden.isOn {
      return finding.hidden[selection.pane].original(of: selection.range)
    }
    let seen = shownPane(selection.pane).layout.text
    let shown = text(of: selection.pane).shown
    // The context is shown without the empty lines that dialogues begin with.
    let left = selection.pane == .context ? shown.prefix { $0.isNewline }.unicodeScalars.count : 0
    guard shown.unicodeScalars.dropFirst(left).elementsEqual(seen.unicodeScalars) else {
      return selectedText ?? ""
    }
    let start = seen.index(seen.startIndex, offsetBy: selection.range.lowerBound)
    let end = seen.index(start, offsetBy: selection.range.count)
    let scalars = seen.unicodeScalars
    let first = left + scalars.distance(from: scalars.startIndex, to: start)
    return TerminalSanitizer.original(
      of: first..<first + scalars.distance(from: start, to: end), in: raw)
  }

  private var focusedText: (raw: String, shown: String, hidden: Int) { text(of: focus) }

  private func text(of pane: Focus) -> (raw: String, shown: String, hidden: Int) {
    switch pane {
    case .context: (context.raw, context.shown, context.hiddenCount)
    case .answer: (answer.raw, answer.shown, answer.hiddenCount)
    case .edit: (edit.raw, edit.shown.text, edit.hiddenCount)
    case .gold: (rows.gold?.raw ?? "", rows.gold?.shown ?? "", rows.gold?.hiddenCount ?? 0)
    }
  }

  mutating func noteCopied(_ characters: Int, isSent: Bool) -> [Effect] {
    if isSent {
      say(
        "Copied \(Format.count(characters, "character"))." + finding.copyNote, .success,
        for: .seconds(4))
    } else {
      say("This terminal does not take text for its clipboard.", .error)
    }
    return []
  }

  /// Tells of a clipboard that another program has set.
  mutating func noteCopied(_ characters: Int, with program: String) {
    say(
      "Copied \(Format.count(characters, "character")), also with \(program)." + finding.copyNote,
      .success, for: .seconds(4))
  }
}
