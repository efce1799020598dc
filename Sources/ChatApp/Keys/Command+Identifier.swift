extension Command {
  /// The action's name in the configuration, where a key may be given to it: the same from version to version.
  var identifier: String {
    switch self {
    // The edit.
    case .toggle(let index): "objective.toggle-\(index + 1)"
    case .again: "edit.again"
    case .family: "edit.family"
    case .direction: "edit.direction"
    case .stop: "edit.stop"
    case .interrupt: "program.interrupt"
    // The texts.
    case .edit(let kind): "text.edit-\(kind.name)"
    case .readFile: "text.read-file"
    case .examples: "text.examples"
    case .externalEditor: "text.external-editor"
    case .expandContext: "view.turns"
    case .copy: "edit.copy"
    // The view.
    case .diffView: "view.differences"
    case .nextChange: "view.next-change"
    case .previousChange: "view.previous-change"
    case .nextPane: "view.next-pane"
    case .previousPane: "view.previous-pane"
    case .scroll(let scroll): "scroll." + scroll.identifier
    // Lists.
    case .objectives: "objective.list"
    case .moveSelection(let rows): "list." + Self.identifier(ofStep: rows)
    case .toggleSelected: "objective.toggle"
    case .reword: "objective.reword"
    case .newObjective: "objective.new"
    case .deleteObjective: "objective.delete"
    case .saveCatalog: "objective.save"
    case .choose: "list.choose"
    // Reading answer and edit beside each other.
    case .linkScrolling: "view.link-scrolling"
    case .moveDivider(let columns): columns > 0 ? "view.divider-right" : "view.divider-left"
    // Finding and copying.
    case .find: "find.search"
    case .keepFound: "find.keep"
    case .endFinding: "find.end"
    case .nextHit: "find.next"
    case .previousHit: "find.previous"
    case .hiddenCharacters: "view.hidden-characters"
    case .copySelection: "selection.copy"
    case .copyRaw: "edit.copy-raw"
    case .dropSelection: "selection.drop"
    case .extendSelection(let movement): "selection." + movement.identifier
    // Objectives.
    case .moveObjective(let steps): steps > 0 ? "objective.move-down" : "objective.move-up"
    case .duplicateObjective: "objective.duplicate"
    case .undoObjectives: "objective.undo"
    case .presets: "preset.list"
    case .newPreset: "preset.new"
    case .deletePreset: "preset.delete"
    case .takeFileObjectives: "objective.take-file"
    case .scrollTrial(let pages): pages > 0 ? "objective.trial-down" : "objective.trial-up"
    // Rows of data files.
    case .rows: "row.list"
    case .dataFile: "row.open-file"
    case .stepRow(let step): step > 0 ? "row.next" : "row.previous"
    case .gold: "row.gold"
    case .searchRows: "row.search"
    case .keepSearch: "row.keep-search"
    case .leaveRows: "row.leave"
    // The dialogue.
    case .writeQuestion: "dialogue.write"
    case .sendQuestion: "dialogue.send"
    case .newDialogue: "dialogue.new"
    case .carried: "dialogue.carried"
    case .replyAgain: "dialogue.reply-again"
    // Sessions, staging, history, lens.
    case .session(let command): "session." + command.identifier
    case .staging(let command): "staging." + command.identifier
    case .history(let command): "history." + command.identifier
    case .lens(let command): "lens." + command.identifier
    // Questions.
    case .previousField: "question.previous-field"
    case .confirm: "question.confirm"
    case .cancel: "question.cancel"
    case .nextField: "question.next-field"
    case .pasteInto(let kind): "paste.as-\(kind.name)"
    // Writing.
    case .undo: "writing.undo"
    case .redo: "writing.redo"
    case .move(let movement): "writing." + movement.identifier
    case .delete(let deletion): "writing." + deletion.identifier
    case .newline: "writing.newline"
    // The program.
    case .help: "program.help"
    case .palette: "program.palette"
    case .themes: "view.themes"
    case .chooseModel: "model.choose"
    case .switchModelRole: "model.role"
    case .close: "list.close"
    case .redraw: "program.redraw"
    case .suspend: "program.suspend"
    case .quit: "program.quit"
    }
  }

  private static func identifier(ofStep rows: Int) -> String {
    switch rows {
    case .max: "last"
    case -.max: "first"
    case 1: "down"
    case -1: "up"
    default: rows > 0 ? "page-down" : "page-up"
    }
  }
}

extension Command.Scroll {
  fileprivate var identifier: String {
    switch self {
    case .lines(let lines): lines > 0 ? "down" : "up"
    case .pages(let pages): pages > 0 ? "page-down" : "page-up"
    case .halfPages(let halves): halves > 0 ? "half-page-down" : "half-page-up"
    case .top: "top"
    case .end: "end"
    }
  }
}

extension Command.Movement {
  fileprivate var identifier: String {
    switch self {
    case .left: "left"
    case .right: "right"
    case .wordLeft: "word-left"
    case .wordRight: "word-right"
    case .up: "up"
    case .down: "down"
    case .lineStart: "line-start"
    case .lineEnd: "line-end"
    case .pageUp: "page-up"
    case .pageDown: "page-down"
    case .start: "start"
    case .end: "end"
    }
  }
}

extension Command.Deletion {
  fileprivate var identifier: String {
    switch self {
    case .backward: "delete-backward"
    case .forward: "delete-forward"
    case .wordBackward: "delete-word-backward"
    case .wordForward: "delete-word-forward"
    case .toLineStart: "delete-to-line-start"
    case .toLineEnd: "delete-to-line-end"
    }
  }
}
