import TerminalUI

/// What lies over the panes; the topmost one has the keys.
enum Overlay: Equatable {
  /// All keys; the first row seen.
  case help(topRow: Int)
  /// The examples; which one is selected.
  case examples(selected: Int)
  /// All objectives; which one is selected.
  case objectives(selected: Int)
  /// A new objective, or another wording of one.
  case wording(WordingForm)
  /// A question for a file's path.
  case path(PathForm)
  /// A pasted text that waits to be told what it is.
  case paste(String)
  // The palette.
  /// Everything that can be asked for now, to be found by its words.
  case palette(Palette)
  // Themes.
  /// The themes; which one is selected, and shown.
  case themes(selected: Int)
}

/// An objective being worded.
struct WordingForm: Equatable {
  /// The id of the objective that is reworded; nil for a new one.
  let replacing: String?
  var label: TextEditor
  var description: TextEditor
  var isInDescription: Bool

  /// The field that has the keys.
  var field: TextEditor {
    get { isInDescription ? description : label }
    set { if isInDescription { description = newValue } else { label = newValue } }
  }
}

/// A file's path being typed.
struct PathForm: Equatable {
  var target: PassageKind
  var path: TextEditor
}

/// A text being edited in its pane.
struct EditingSession: Equatable {
  let target: PassageKind
  /// The text before, to see whether anything changed.
  let original: String
  var editor: TextEditor
  var topRow = 0
}

/// Who gets the keys.
enum Layer: CaseIterable {
  case command, editing, help, examples, objectives, wording, path, paste
  // The palette.
  case palette
  // Themes.
  case themes
}
