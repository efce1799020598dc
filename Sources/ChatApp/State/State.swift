import Alignment
import Generation
import Sessions
import TerminalUI

/// Everything the screen shows and the keys act on: a value.
struct State {
  /// What the program was started with.
  let configuration: ChatConfiguration
  /// What every key means.
  let keyMap: KeyMap
  var size: Size
  /// The time of the last action, since the start.
  var now = Duration.zero

  var engine = EngineStatus.loading
  var context: Passage
  var answer: Passage
  /// Ids of what the model was trained on, as the catalog has them; nil where it does not say.
  private(set) var trainedObjectives: Set<String>?
  /// Where the answer is from, in a few words.
  var source = ""
  var board: ObjectiveBoard
  var family: PromptFamily
  /// Whether the user chose the family, so that neither model nor example changes it.
  var isFamilyChosen: Bool
  var direction: EditDirection
  /// How each next token is chosen; a resumed session brings its own.
  var sampling: Sampling
  var edit = EditRun()
  var recentEdits = RecentEdits()
  var comparison = Comparison()
  /// Replay, attribution, comparing, iterating.
  var lens: LensState
  var meter = OverEditMeter()

  var contextPane: TextPane
  var answerPane: TextPane
  var editPane: TextPane
  /// Answer and edit as one text, for the views that show them so; made only while it is shown.
  var inlinePane: TextPane
  var inlineSpans: [InlineText.Span] = []
  var focus = Focus.edit
  var diffView = DiffView.sideBySide
  var reading = Reading()
  var rows: DataRows
  var talk = Talk()
  var isContextExpanded = false
  /// The change that `n` and `N` stepped to.
  var currentChange: Int?

  /// A search, a view of what is hidden, a selection.
  var finding: Finding
  // The laboratory.
  /// The edit with an objective as it is being worded; nil where none is.
  var trial: WordingTrial?

  var editing: EditingSession?
  var themes: ThemeChoices
  var overlays: [Overlay] = []
  var notice: Notice?
  /// Until when a second ^C quits.
  var quitArmedUntil: Duration?
  var layout: ScreenLayout

  // Sessions.
  var sessionLog = SessionLog()
  /// When the text that is being written is recorded next.
  var draftDeadline: Duration?

  init(configuration: ChatConfiguration, size: Size) {
    self.configuration = configuration
    keyMap = KeyMap(choices: configuration.keys)
    themes = configuration.themes
    self.size = size
    context = Passage("")
    answer = Passage("")
    board = ObjectiveBoard(catalog: configuration.catalog)
    family = configuration.family ?? .hhRLHF
    isFamilyChosen = configuration.family != nil
    direction = configuration.direction
    sampling = configuration.sampling
    lens = LensState(
      prefetching: configuration.prefetching, secondModel: configuration.comparedModelName)
    let rules = configuration.widthRules
    contextPane = TextPane(isFollowing: false, widthRules: rules)
    answerPane = TextPane(isFollowing: false, widthRules: rules)
    editPane = TextPane(isFollowing: true, widthRules: rules)
    inlinePane = TextPane(isFollowing: true, widthRules: rules)
    finding = Finding(widthRules: rules)
    rows = DataRows(widthRules: rules)
    if let name = configuration.policyName { talk.policy = .loading(name: name) }
    layout = ScreenLayout(size: size)
  }

  /// Who gets the keys.
  var layer: Layer {
    switch overlays.last {
    case .help: .help
    case .examples: .examples
    case .objectives: .objectives
    case .wording: .wording
    case .presets: .presets
    case .presetName: .presetName
    case .path: .path
    case .paste: .paste
    case .palette: .palette
    case .themes: .themes
    case .staging: .staging
    case .history: .history
    case .historyComparison: .historyComparison
    case .sessions(let list): list.field == nil ? .sessions : .sessionField
    case .rows: rows.searchField == nil ? .rows : .rowSearch
    case .dataFile: .dataFile
    case .tokens: .tokens
    case .contest: .contest
    case .iteration: .iteration
    case nil where finding.search?.isTyping == true: .search
    case nil where editing?.target == .question: .question
    case nil where editing != nil: .editing
    case nil where finding.selection != nil: .selection
    case nil: finding.search == nil ? .command : .matches
    }
  }

  /// The request that the screen stands for.
  var request: AlignmentRequest {
    var format = configuration.format
    if case .ready(let description) = engine, format == nil {
      format = description.promptFormat.flatMap(PromptFormat.init(rawValue:))
    }
    return AlignmentRequest(
      context: context.raw, answer: answer.raw, objectives: board.enabledObjectives,
      family: family, direction: direction, format: format ?? .raw)
  }

  /// Gives digits to the objectives that matter for the model and the family.
  mutating func arrangeBoard() {
    trainedObjectives = nil
    if case .ready(let description) = engine, !description.trainedObjectives.isEmpty {
      let ids = description.trainedObjectives.map { key in
        board.catalog.resolve(key, family: family)?.id ?? key
      }
      trainedObjectives = Set(ids)
    }
    board.arrange(for: family, trained: trainedObjectives)
  }

  func passage(_ kind: PassageKind) -> Passage {
    switch kind {
    case .context: context
    case .answer: answer
    case .question: talk.draft
    }
  }
}

/// Whether there is a model.
enum EngineStatus: Equatable {
  case loading
  case ready(EngineDescription)
  /// There is none, and why, in a sentence.
  case failed(String)

  var isFailed: Bool { if case .failed = self { true } else { false } }
}

/// The pane that scrolls by keys.
enum Focus: CaseIterable, Equatable {
  case context, answer, edit, gold
}

/// How the differences are shown.
enum DiffView: CaseIterable, Equatable {
  /// Both texts, changed words coloured.
  case sideBySide
  /// One text, removed words before the added ones, told apart by colour and weight.
  case inline
  /// One text with `[-removed-]` and `{+added+}` words.
  case marked
  /// The edit alone.
  case editOnly

  var name: String {
    switch self {
    case .sideBySide: "side by side"
    case .inline: "inline"
    case .marked: "marked text"
    case .editOnly: "edit only"
    }
  }

  /// Whether both texts are shown as one.
  var isOneText: Bool { self == .inline || self == .marked }
}

/// A sentence under the objectives.
struct Notice: Equatable {
  var text: String
  var role: Role
  /// When it goes; nil stays until the next key.
  var until: Duration?
  /// Whether the keys matter more where both share a line.
  var isHint = false
}
