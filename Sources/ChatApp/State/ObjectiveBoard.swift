import Alignment

/// The objectives, which of them are on, and which have a digit.
struct ObjectiveBoard: Equatable {
  var catalog: ObjectiveCatalog
  /// Ids of those that are on, in the order in which the prompt names them.
  private(set) var enabled: [String] = []
  /// Ids of those under the panes; the first nine have a digit.
  private(set) var shown: [String] = []
  /// Whether the catalog differs from the one that was loaded or saved last.
  var isUnsaved = false

  static let digits = 9

  init(catalog: ObjectiveCatalog) {
    self.catalog = catalog
  }

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
    // Before the first that comes later on the screen, so that toggling to and fro gives the same prompt.
    let order = Dictionary(
      catalog.objectives.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let place = enabled.firstIndex { order[$0] ?? 0 > order[id] ?? 0 } ?? enabled.endIndex
    enabled.insert(id, at: place)
  }

  /// Takes an objective of an older session for this run; where the catalog has its name by now, that one stands for it.
  mutating func borrow(_ objective: Objective) { try? catalog.add(objective) }

  /// Takes a new objective, or a new wording of one.
  mutating func store(_ objective: Objective, replacing id: String?) throws(AlignmentError) {
    if let id {
      try catalog.replace(id, with: objective)
      enabled = enabled.map { $0 == id ? objective.id : $0 }
      shown = shown.map { $0 == id ? objective.id : $0 }
    } else {
      try catalog.add(objective)
      shown.append(objective.id)
      enabled.append(objective.id)
    }
    isUnsaved = true
  }

  mutating func remove(_ id: String) throws(AlignmentError) {
    try catalog.remove(id)
    enabled.removeAll { $0 == id }
    shown.removeAll { $0 == id }
    isUnsaved = true
  }
}
