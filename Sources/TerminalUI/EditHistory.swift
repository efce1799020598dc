/// One replacement in a text.
struct Edit: Sendable, Equatable {
  var offset: Int
  var old: [Character]
  var new: [Character]

  var inverse: Edit { Edit(offset: offset, old: new, new: old) }
}

/// The steps that can be undone and redone.
struct EditHistory: Sendable, Equatable {
  /// What an edit was, to group edits of a kind.
  enum Kind: Sendable, Equatable {
    case typing, deleting, other
  }

  struct Step: Sendable, Equatable {
    var edits: [Edit]
    let kind: Kind
    let cursorBefore: Int
  }

  private(set) var undoSteps: [Step] = []
  private(set) var redoSteps: [Step] = []
  private var isGroupOpen = false

  /// Adds an edit to the current step, where it goes on from it, or starts a new one.
  mutating func record(_ edit: Edit, kind: Kind, cursorBefore: Int) {
    redoSteps = []
    let last = undoSteps.count - 1
    if isGroupOpen, kind != .other, last >= 0, undoSteps[last].kind == kind,
      !Self.startsWord(edit, after: undoSteps[last].edits.last)
    {
      undoSteps[last].edits.append(edit)
    } else {
      undoSteps.append(Step(edits: [edit], kind: kind, cursorBefore: cursorBefore))
      if undoSteps.count > 1000 { undoSteps.removeFirst() }
    }
    isGroupOpen = kind != .other
  }

  /// Makes the next edit start a step of its own.
  mutating func closeGroup() { isGroupOpen = false }

  mutating func popUndo() -> Step? {
    isGroupOpen = false
    guard let step = undoSteps.popLast() else { return nil }
    redoSteps.append(step)
    return step
  }

  mutating func popRedo() -> Step? {
    isGroupOpen = false
    guard let step = redoSteps.popLast() else { return nil }
    undoSteps.append(step)
    return step
  }

  /// A letter typed behind a space begins the next step.
  private static func startsWord(_ edit: Edit, after previous: Edit?) -> Bool {
    guard let first = edit.new.last, let before = previous?.new.last else { return false }
    return before.isWhitespace && !first.isWhitespace
  }
}

extension TextEditor {
  /// Whether there is a step to undo.
  public var canUndo: Bool { !history.undoSteps.isEmpty }

  /// Whether there is a step to redo.
  public var canRedo: Bool { !history.redoSteps.isEmpty }

  /// Takes the last step back and puts the insertion point where it was.
  public mutating func undo() {
    guard let step = history.popUndo() else { return }
    for edit in step.edits.reversed() { apply(edit.inverse) }
    place(cursor: step.cursorBefore)
  }

  /// Does the step again that was undone last.
  public mutating func redo() {
    guard let step = history.popRedo() else { return }
    for edit in step.edits { apply(edit) }
  }
}
