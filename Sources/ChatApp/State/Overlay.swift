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
  // Objectives.
  /// The presets; which one is selected.
  case presets(selected: Int)
  /// The name of a new preset.
  case presetName(TextEditor)
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
  // Sessions, staging and history.
  /// The sessions that were kept.
  case sessions(SessionList)
  /// The changes of an edit, to be accepted or rejected.
  case staging(Staging)
  /// The tree of edits.
  case history(HistoryList)
  /// Two texts of the tree.
  case historyComparison(HistoryComparison)
  // Rows of data files.
  /// The rows; which line of the list is selected.
  case rows(selected: Int)
  /// A question for a data file's path.
  case dataFile(TextEditor)
  // Lens.
  /// The edit's tokens and what is known of them.
  case tokens
  /// Several edits side by side.
  case contest
  /// The edit of the edit.
  case iteration
}

extension Overlay {
  /// Whether it is about the texts, which are then to stay in sight on a screen that is wide enough.
  var isAboutTexts: Bool {
    switch self {
    case .history, .historyComparison, .tokens: true
    default: false
    }
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
  // Sessions.
  case sessions, sessionField
  // Staging and history.
  case staging, history, historyComparison
  // Lens.
  case tokens, contest, iteration
  // Objectives.
  case presets, presetName
  // Rows of data files.
  case rows, rowSearch, dataFile
  // Finding and copying: a search is typed; its hits are stepped through; text is selected.
  case search, matches, selection

  /// Whether keys act on the edit and the texts.
  var isCommandMode: Bool { self == .command || self == .matches || self == .selection }
  // The dialogue.
  case question
}
