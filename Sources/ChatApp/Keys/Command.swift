/// What a key, a click or a wheel step asks for.
enum Command: Equatable {
  // The edit.
  case toggle(Int), again, family, direction, stop, interrupt
  // The texts.
  case edit(PassageKind), readFile, examples, externalEditor, expandContext, copy
  // The view.
  case diffView, nextChange, previousChange, nextPane, previousPane
  case scroll(Scroll)
  // Reading answer and edit beside each other.
  case linkScrolling, moveDivider(Int)
  // Finding and copying.
  case find, keepFound, endFinding, nextHit, previousHit, hiddenCharacters
  case copySelection, copyRaw, dropSelection, extendSelection(Movement)
  // Lists.
  case objectives, moveSelection(Int), toggleSelected, reword, newObjective, deleteObjective
  case saveCatalog, choose
  // Objectives.
  case moveObjective(Int), duplicateObjective, undoObjectives, presets, newPreset, deletePreset
  case takeFileObjectives, scrollTrial(Int)
  // Rows of data files.
  case rows, dataFile, stepRow(Int), gold, searchRows, keepSearch, leaveRows
  // The dialogue.
  case writeQuestion, sendQuestion, newDialogue, carried, replyAgain
  // Questions.
  case confirm, cancel, nextField, previousField, pasteInto(PassageKind)
  // Writing.
  case undo, redo, move(Movement), delete(Deletion), newline
  // Sessions.
  case session(SessionCommand)
  // Staging and history.
  case staging(StagingCommand), history(HistoryCommand)
  // Lens: replay, attribution, comparing, iterating.
  case lens(LensCommand)
  // The program.
  case help, palette, themes, chooseModel, switchModelRole, close, redraw, suspend, quit

  /// How far a pane scrolls.
  enum Scroll: Equatable {
    case lines(Int), pages(Int), halfPages(Int), top, end
  }

  /// Where the insertion point goes.
  enum Movement: Equatable {
    case left, right, wordLeft, wordRight, up, down, lineStart, lineEnd, pageUp, pageDown
    case start, end
  }

  /// What is deleted.
  enum Deletion: Equatable {
    case backward, forward, wordBackward, wordForward, toLineStart, toLineEnd
  }
}
