import Alignment
import Generation
import TerminalUI

/// Something that happened: the only way the state changes.
enum Action: Equatable {
  /// The program starts.
  case start
  /// The user did something.
  case input(InputEvent)
  /// The user typed a text in one go, as terminals without bracketed paste send one that is pasted.
  case typed(String)
  /// The engine, or the task that consumes it, has something to say.
  case report(EngineReport)
  /// A file was read for one of the texts.
  case fileRead(PassageKind, path: String, FileResult)
  /// The external editor ended; nil where it changed nothing.
  case editorClosed(PassageKind, FileResult?)
  /// The catalog was saved to this file, or why not.
  case catalogSaved(FileResult)
  /// Text was given to the clipboard, or the terminal cannot take it.
  case copied(characters: Int, isSent: Bool)
  // Themes.
  /// The choice of a theme was saved to this file, or why not.
  case themeSaved(FileResult)
  /// The time that `State.nextDeadline` named has come.
  case deadline
}

/// The content or the name of a file, or a sentence that says what went wrong.
enum FileResult: Equatable, Sendable {
  case success(String)
  case failure(String)
}

/// What the tasks beside the loop tell it.
enum EngineReport: Equatable, Sendable {
  case loaded(EngineDescription)
  case loadingFailed(String)
  /// The prompt is known to fit, without the oldest turns where there were too many.
  case fitted(id: Int, droppedTurns: Int)
  /// The prompt does not fit.
  case tooLong(id: Int, promptTokens: Int, limit: Int)
  case progress(id: Int, PrefillProgress)
  /// More text, in so many pieces.
  case text(id: Int, String, pieces: Int)
  case summary(id: Int, GenerationSummary)
  case failed(id: Int, String)
  /// The database of sessions has something to say.
  case session(SessionReport)
  // Objectives.
  /// Another program changed the catalog's file.
  case catalogChanged(CatalogChange)
  // Rows of data files.
  case rows(RowsReport)
  // Finding and copying: another program has taken a copied text for its clipboard too.
  case copiedNatively(characters: Int, program: String)
  // Lens.
  case lens(LensReport)
  // The dialogue.
  case policy(PolicyReport)
}

/// Something that the state asks of the world; the run loop does it.
enum Effect: Equatable {
  case startGeneration(Generation)
  case cancelGeneration
  /// What may be asked for next, worked on while nothing else is: prompts are read, or edits made.
  case prefetch([Generation], generating: Bool)
  // Lens.
  case lens(LensEffect)
  case readFile(String, PassageKind)
  case openEditor(PassageKind, text: String)
  case saveCatalog(ObjectiveCatalog)
  case copy(String)
  case session(SessionRequest)
  // Rows of data files.
  case rows(RowsRequest)
  // The dialogue.
  case askPolicy(id: Int, PolicyRequest)
  case cancelReply
  case suspend
  case redraw
  // Themes.
  case useTheme(Theme)
  case saveTheme(String)
  case quit(status: Int32)

  /// What a generation needs to know.
  struct Generation: Equatable, Sendable {
    let id: Int
    var request: AlignmentRequest
    let sampling: Sampling
    let maximumTokens: Int
    let stopStrings: [String]
    let trimsContext: Bool
    /// Edits of the same answer, which this one will resemble; the newest first.
    let earlierEdits: [String]
  }
}
