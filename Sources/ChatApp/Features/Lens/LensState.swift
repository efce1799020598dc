import Alignment
import Generation

/// What looks into the edits: those made before, why a text is as it is, and how others would differ.
struct LensState {
  /// Edits that were made, to be shown again at once.
  var replays = ReplayCache()
  /// How far the edits that are one toggle away are prepared.
  var prefetching: ChatConfiguration.Prefetching
  /// Objectives whose toggle leads to an edit that is there already.
  var readyToggles: Set<String> = []
  /// The edit's tokens, and what each objective did to them; nil where nobody asked.
  var attribution: Attribution?
  /// The character of the edit that was clicked on, until its token is known.
  var clickedOffset: Int?
  /// A click on the edit that may turn out to be half of a double one, or the start of a selection.
  var click: TokenClick?
  /// Several edits of the same answer, side by side; nil where nobody asked.
  var contest: Contest?
  /// The model that edits are compared with.
  var second: SecondModel
  /// The edit of the edit of the edit; nil where nobody asked.
  var iteration: Iteration?
  /// Runs beside the edit have ids of their own, downwards from −1, so that none is ever an edit's.
  private var lastID = 0

  init(prefetching: ChatConfiguration.Prefetching, secondModel: String?) {
    self.prefetching = prefetching
    second = secondModel.map(SecondModel.named) ?? .none
  }

  mutating func nextID() -> Int {
    lastID -= 1
    return lastID
  }
}

/// A click on a character of the edit.
struct TokenClick {
  let offset: Int
  /// When it is known to be a single click; nil while the button is down.
  var due: Duration?
}

/// What the keys of this feature ask for.
enum LensCommand: Equatable {
  case prefetching
  case attribution, alternatives, moveToken(Int), moveTokenByRow(Int), nextObjective(Int)
  case compare, toggleInColumn(Int), nextColumn(Int), addColumn, removeColumn, runColumn
  case takeColumn, scrollColumns(Int), switchContest, closeContest
  case iterate, selectRound(Int), takeRound, stopIteration, closeIteration
}

/// What this feature asks of the world.
enum LensEffect: Equatable {
  /// Makes an edit beside the one on the screen.
  case generate(Effect.Generation, by: ModelChoice = .main)
  /// Loads the model that edits are compared with.
  case loadSecondModel
  /// Stops making one.
  case cancel(id: Int)
  /// Finds out how likely the edit's tokens are, with all objectives and without each of them.
  case attribute(id: Int, Effect.Generation, text: String, leavingOut: Bool)
  /// Stops finding out.
  case cancelAttribution
}

/// What tasks tell this feature.
enum LensReport: Equatable, Sendable {
  /// An edit was made before anybody asked.
  case prefetched(ReplayKey, ReplayedEdit)
  /// How likely the tokens of a text are: with all objectives, or without one.
  case scored(id: Int, without: String?, ScoredText)
  /// There will be no scores, and why, in a sentence.
  case notScored(id: Int, String)
  /// The model that edits are compared with is there.
  case secondModelLoaded(EngineDescription)
  /// It cannot be loaded, and why, in a sentence.
  case secondModelFailed(String)
}
