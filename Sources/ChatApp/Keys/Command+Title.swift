extension Command {
  /// What the palette calls an action whose row in the key table has neither a title nor a sentence for the help.
  var title: String {
    switch self {
    case .toggle(let index): "switch objective \(index + 1)"
    case .confirm: "take what was typed"
    case .cancel: "leave it"
    case .close: "back"
    case .choose: "take the selected one"
    case .nextField: "next field"
    case .previousField: "previous field"
    case .pasteInto(let kind): "the paste is the \(kind.name)"
    case .moveSelection(let rows): Self.step(rows)
    case .moveObjective(let steps): steps > 0 ? "move it down" : "move it up"
    case .scrollTrial(let pages): pages > 0 ? "scroll the edits down" : "scroll the edits up"
    case .moveDivider(let step): step > 0 ? "more room for the answer" : "more room for the edit"
    case .stepRow(let step): step > 0 ? "next row" : "previous row"
    case .keepFound: "keep what was found, and step through it"
    case .endFinding: "end the search"
    case .nextHit: "next place that was found"
    case .previousHit: "previous place that was found"
    case .copySelection: "copy the selection"
    case .dropSelection: "drop the selection"
    case .extendSelection(let movement): "select: " + movement.title
    case .keepSearch: "keep what was found, and go to the list"
    case .leaveRows: "back to all rows"
    case .sendQuestion: "send the question"
    case .externalEditor: "go on in $VISUAL or $EDITOR, else vi"
    case .undo: "undo"
    case .redo: "redo"
    case .move(let movement): "go to: " + movement.title
    case .delete(let deletion): "delete " + deletion.title
    case .session(.acceptField): "take what was typed"
    case .session(.dropField): "leave it"
    case .lens(let command): command.title
    // The others say what they do in the help.
    default: identifier
    }
  }

  private static func step(_ rows: Int) -> String {
    switch rows {
    case .max: "to the last one"
    case -.max: "to the first one"
    case 1: "to the next one"
    case -1: "to the previous one"
    default: rows > 0 ? "a page down" : "a page up"
    }
  }
}

extension LensCommand {
  fileprivate var title: String {
    switch self {
    case .moveToken(let steps): steps > 0 ? "next token" : "previous token"
    case .moveTokenByRow(let rows): Self.lines(rows)
    case .nextObjective(let steps):
      steps > 0 ? "the next objective's part" : "the previous objective's part"
    case .toggleInColumn(let index): "switch objective \(index + 1) of the column"
    case .nextColumn(let steps): steps > 0 ? "next column" : "previous column"
    case .scrollColumns(let rows): "all columns " + Self.lines(rows)
    case .selectRound(let steps): steps > 0 ? "next round" : "previous round"
    default: identifier
    }
  }

  private static func lines(_ rows: Int) -> String {
    (abs(rows) > 1 ? "a page " : "a line ") + (rows > 0 ? "down" : "up")
  }
}

extension Command.Movement {
  fileprivate var title: String {
    switch self {
    case .left: "the character before"
    case .right: "the next character"
    case .wordLeft: "the word before"
    case .wordRight: "the next word"
    case .up: "the line above"
    case .down: "the line below"
    case .lineStart: "the line's start"
    case .lineEnd: "the line's end"
    case .pageUp: "a page up"
    case .pageDown: "a page down"
    case .start: "the start"
    case .end: "the end"
    }
  }
}

extension Command.Deletion {
  fileprivate var title: String {
    switch self {
    case .backward: "the character before"
    case .forward: "the next character"
    case .wordBackward: "the word before"
    case .wordForward: "the next word"
    case .toLineStart: "to the line's start"
    case .toLineEnd: "to the line's end"
    }
  }
}
