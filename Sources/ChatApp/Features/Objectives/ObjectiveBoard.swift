import Alignment

/// The objectives, which of them are on, and which have a digit.
struct ObjectiveBoard: Equatable {
  private(set) var catalog: ObjectiveCatalog
  /// Ids of those that are on, in the order in which the prompt names them.
  private(set) var enabled: [String] = []
  /// Ids of those under the panes; the first nine have a digit.
  private(set) var shown: [String] = []
  /// The catalog that was loaded or saved last.
  private(set) var saved: ObjectiveCatalog
  /// What another program saved while there were changes here.
  private(set) var heldBack: ObjectiveCatalog?
  /// Objectives of an older session, which no file has.
  private var borrowed: [Objective] = []
  private var past: [Moment] = []

  static let digits = 9
  /// How many changes can be taken back.
  private static let memory = 100

  /// What a change is taken back to.
  private struct Moment: Equatable {
    let catalog: ObjectiveCatalog
    let enabled: [String]
  }

  init(catalog: ObjectiveCatalog) {
    self.catalog = catalog
    saved = catalog
  }

  /// Whether the catalog differs from the one that was loaded or saved last.
  var isUnsaved: Bool { catalog != saved }

  /// Whether there is a change to take back.
  var canUndo: Bool { !past.isEmpty }

  func objective(_ id: String) -> Objective? { catalog.objectives.first { $0.id == id } }

  func isOn(_ id: String) -> Bool { enabled.contains(id) }

  /// The objectives under the panes.
  var shownObjectives: [Objective] { shown.compactMap(objective) }

  /// The objectives that are on.
  var enabledObjectives: [Objective] { enabled.compactMap(objective) }

  /// Switches exactly these on.
  mutating func enable(_ keys: [String], family: PromptFamily) {
    enabled = []
    for key in keys {
      guard let id = catalog.resolve(key, family: family)?.id, !isOn(id) else { continue }
      enabled.append(id)
    }
  }

  /// Gives digits to the objectives that matter for a model: those it was trained on, the user's own, those that are on.
  ///
  /// The order is the catalog's, so that digits change as little as may be.
  mutating func arrange(for family: PromptFamily, trained: Set<String>?) {
    func rank(_ objective: Objective) -> Int {
      if isOn(objective.id) || objective.isUserDefined { return 0 }
      return trained?.contains(objective.id) ?? objective.isTrained(in: family) ? 0 : 1
    }
    let all = catalog.objectives
    let first = all.filter { rank($0) == 0 }
    let rest = all.filter { rank($0) == 1 }
    shown = (first + rest.prefix(max(0, Self.digits - first.count))).map(\.id)
    let chosen = Set(shown)
    shown = all.map(\.id).filter(chosen.contains)
  }

  mutating func toggle(_ id: String) {
    if let index = enabled.firstIndex(of: id) {
      enabled.remove(at: index)
      return
    }
    guard objective(id) != nil else { return }
    if !shown.contains(id) { shown.append(id) }
    insertIntoPrompt(id)
  }

  /// Puts an objective before the first that comes later in the catalog, so that toggling to and fro gives the same prompt.
  private mutating func insertIntoPrompt(_ id: String) {
    let order = Dictionary(
      catalog.objectives.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let place = enabled.firstIndex { order[$0] ?? 0 > order[id] ?? 0 } ?? enabled.endIndex
    enabled.insert(id, at: place)
  }
}

// Changing the catalog; each change can be taken back.
extension ObjectiveBoard {
  /// Takes a new objective, or a new wording of one.
  mutating func store(_ objective: Objective, replacing id: String?) throws(AlignmentError) {
    let before = moment
    if let id {
      try catalog.replace(id, with: objective)
      enabled = enabled.map { $0 == id ? objective.id : $0 }
      shown = shown.map { $0 == id ? objective.id : $0 }
    } else {
      try catalog.add(objective)
      shown.append(objective.id)
      enabled.append(objective.id)
    }
    remember(before)
  }

  /// Takes an objective of an older session for this run; where the catalog has its name by now, that one stands for it.
  mutating func borrow(_ objective: Objective) {
    // Not the user's change, so nothing to save.
    guard (try? catalog.add(objective)) != nil else { return }
    try? saved.add(objective)
    borrowed.append(objective)
  }

  /// The objectives of an older session that are still there.
  var lent: [Objective] { borrowed.filter { self.objective($0.id) != nil } }

  /// Copies an objective; the copy stands behind it and is off.
  mutating func duplicate(_ id: String) throws(AlignmentError) -> Objective {
    let before = moment
    let copy = try catalog.duplicate(id)
    remember(before)
    return copy
  }

  /// Moves an objective in the list, and so in the prompt.
  mutating func move(_ id: String, by steps: Int) {
    let before = moment
    guard catalog.move(id, by: steps) else { return }
    remember(before)
    guard let place = enabled.firstIndex(of: id) else { return }
    enabled.remove(at: place)
    insertIntoPrompt(id)
  }

  /// Takes an objective out; does nothing where there is none.
  mutating func remove(_ id: String) {
    let before = moment
    guard (try? catalog.remove(id)) != nil else { return }
    enabled.removeAll { $0 == id }
    shown.removeAll { $0 == id }
    remember(before)
  }

  mutating func store(_ preset: ObjectivePreset) throws(AlignmentError) {
    let before = moment
    try catalog.store(preset)
    remember(before)
  }

  mutating func removePreset(_ name: String) {
    let before = moment
    catalog.removePreset(name)
    remember(before)
  }

  /// Takes back the last change; what was switched since stays so, but for what comes back.
  mutating func undo() {
    guard let moment = past.popLast() else { return }
    let before = Set(catalog.objectives.map(\.id))
    catalog = moment.catalog
    // The order too, where nothing was switched in between.
    if Set(enabled) == Set(moment.enabled) { enabled = moment.enabled }
    keepWhatIsThere()
    for id in moment.enabled where !before.contains(id) { insertIntoPrompt(id) }
  }

  /// Notes that the file has the catalog as it is.
  mutating func noteSaved() {
    saved = catalog
    heldBack = nil
  }

  /// Takes what the file has now; that can be taken back as any change can.
  mutating func load(_ other: ObjectiveCatalog) {
    let before = moment
    catalog = other
    keepWhatIsThere()
    noteSaved()
    remember(before)
  }

  /// Takes what else the file holds, where its objectives are the ones that are here.
  mutating func refresh(_ other: ObjectiveCatalog) {
    if !isUnsaved { catalog = other }
    saved = other
  }

  /// Remembers what the file has now, until the user decides.
  mutating func holdBack(_ other: ObjectiveCatalog) {
    saved = other
    heldBack = other
  }

  /// Forgets switches of objectives that are gone.
  private mutating func keepWhatIsThere() {
    let there = Set(catalog.objectives.map(\.id))
    enabled.removeAll { !there.contains($0) }
    shown.removeAll { !there.contains($0) }
  }

  private var moment: Moment { Moment(catalog: catalog, enabled: enabled) }

  private mutating func remember(_ moment: Moment) {
    guard moment.catalog != catalog else { return }
    past.append(moment)
    past.removeFirst(max(0, past.count - Self.memory))
  }
}
