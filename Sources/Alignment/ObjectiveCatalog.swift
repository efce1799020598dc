import StrictJSON

/// The objectives that can be asked for, in the order in which they are listed.
///
/// Every id, alias and label names one objective. What a catalog file holds besides (unknown members, their order)
/// survives a save.
public struct ObjectiveCatalog: Sendable, Equatable {
  /// An objective and the members that its entry in the file had.
  struct Entry: Sendable, Equatable {
    var objective: Objective
    var members: JSONObject
  }

  /// The newest version of the file's schema that this program reads, and the one it writes.
  public static let schemaVersion = 1

  var entries: [Entry]
  var presetEntries: [PresetEntry]
  /// The file's own members; `objectives` and `presets` are filled in when it is written.
  private(set) var rootMembers: JSONObject

  /// The objectives in order.
  public var objectives: [Objective] { entries.map(\.objective) }

  /// A catalog without objectives.
  public init() {
    self.init(entries: [], rootMembers: JSONObject())
  }

  init(entries: [Entry], presetEntries: [PresetEntry] = [], rootMembers: JSONObject) {
    self.entries = entries
    self.presetEntries = presetEntries
    self.rootMembers = rootMembers
  }

  /// Finds an objective by any of its names.
  ///
  /// Case does not matter, nor whether words are joined by a blank, `_` or `-`. Ids come first, then aliases, labels,
  /// and last the names that the family's own wordings begin with (`Specificity`).
  ///
  /// - Parameters:
  ///   - key: The name.
  ///   - family: The family whose wordings are looked at.
  /// - Returns: The objective, nil where nothing has this name.
  public func resolve(_ key: String, family: PromptFamily) -> Objective? {
    let wanted = ObjectiveKey.folded(key)
    guard !wanted.isEmpty else { return nil }
    let objectives = objectives
    return objectives.first { ObjectiveKey.folded($0.id) == wanted }
      ?? objectives.first { $0.aliases.contains { ObjectiveKey.folded($0) == wanted } }
      ?? objectives.first { ObjectiveKey.folded($0.label) == wanted }
      ?? objectives.first {
        let text = $0.promptText(for: family)
        guard let colon = text.firstIndex(of: ":") else { return false }
        return ObjectiveKey.folded(String(text[..<colon])) == wanted
      }
  }

  /// Adds an objective at the end.
  ///
  /// - Parameter objective: The objective.
  /// - Throws: `AlignmentError` where one of its names is another's already.
  public mutating func add(_ objective: Objective) throws(AlignmentError) {
    try checkNames(of: objective, against: objectives)
    entries.append(Entry(objective: objective, members: JSONObject()))
  }

  /// Puts an objective in the place of another; unknown members of its entry stay.
  ///
  /// - Parameters:
  ///   - id: The id of the objective to replace.
  ///   - objective: What takes its place; it may have another id.
  /// - Throws: `AlignmentError` where there is none with this id, or a new name is another's already.
  public mutating func replace(_ id: String, with objective: Objective) throws(AlignmentError) {
    guard let place = entries.firstIndex(where: { $0.objective.id == id }) else {
      throw .noSuchObjective(id: id)
    }
    try checkNames(of: objective, against: objectives.filter { $0.id != id })
    entries[place].objective = objective
  }

  /// Takes an objective out.
  ///
  /// - Parameter id: Its id.
  /// - Returns: The objective that was taken out.
  /// - Throws: `AlignmentError` where there is none with this id.
  @discardableResult
  public mutating func remove(_ id: String) throws(AlignmentError) -> Objective {
    guard let place = entries.firstIndex(where: { $0.objective.id == id }) else {
      throw .noSuchObjective(id: id)
    }
    return entries.remove(at: place).objective
  }

  private func checkNames(
    of objective: Objective, against others: [Objective]
  ) throws(AlignmentError) {
    try objective.checkTexts()
    var own: Set<String> = []
    for name in [objective.id] + objective.aliases {
      guard own.insert(ObjectiveKey.folded(name)).inserted else {
        throw .nameTaken(name: name, by: objective.id)
      }
    }
    for name in objective.names {
      let folded = ObjectiveKey.folded(name)
      let owner = others.first { $0.names.contains { ObjectiveKey.folded($0) == folded } }
      if let owner { throw .nameTaken(name: name, by: owner.id) }
    }
  }
}

extension Objective {
  /// Everything that must be its own in a catalog.
  var names: [String] { [id] + aliases + [label] }

  /// Checks what a catalog file could not be read again with: blank texts and control characters.
  func checkTexts() throws(AlignmentError) {
    let named = names + prompts.values
    guard named.allSatisfy({ !$0.trimmingBlanks().isEmpty }) else {
      throw .objectiveWithoutLabel(label)
    }
    guard !description.trimmingBlanks().isEmpty else {
      throw .objectiveWithoutDescription(label: label)
    }
    for text in named + [description] {
      if let control = text.firstControlCharacter {
        throw .controlCharacterInObjective(label: label, scalar: control)
      }
    }
  }
}
