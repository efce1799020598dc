extension ObjectiveCatalog {
  /// Whether objectives and presets are the same, whatever else their files hold.
  ///
  /// - Parameter other: Another catalog.
  /// - Returns: Whether they are.
  public func saysTheSame(as other: ObjectiveCatalog) -> Bool {
    objectives == other.objectives && presets == other.presets
  }

  /// Adds an objective behind another.
  ///
  /// - Parameters:
  ///   - objective: The objective.
  ///   - id: The id of the one before it; without such a one it goes to the end.
  /// - Throws: `AlignmentError` where one of its names is another's already.
  public mutating func add(_ objective: Objective, behind id: String) throws(AlignmentError) {
    try add(objective)
    guard let place = entries.firstIndex(where: { $0.objective.id == id }) else { return }
    entries.insert(entries.removeLast(), at: place + 1)
  }

  /// Moves an objective up or down, no further than to an end.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - steps: How many places; negative is up.
  /// - Returns: Whether it stands elsewhere now.
  @discardableResult
  public mutating func move(_ id: String, by steps: Int) -> Bool {
    guard let place = entries.firstIndex(where: { $0.objective.id == id }) else { return false }
    let (sum, overflow) = place.addingReportingOverflow(steps)
    let target = overflow ? (steps < 0 ? 0 : entries.count - 1) : sum
    let other = min(max(0, target), entries.count - 1)
    guard other != place else { return false }
    entries.insert(entries.remove(at: place), at: other)
    return true
  }

  /// Makes a copy of an objective right behind it, under a name that nothing has: `Kind 2`.
  ///
  /// The copy stands for the same prompt texts until it is reworded.
  ///
  /// - Parameter id: The objective's id.
  /// - Returns: The copy.
  /// - Throws: `AlignmentError` where there is none with this id.
  public mutating func duplicate(_ id: String) throws(AlignmentError) -> Objective {
    guard let old = objectives.first(where: { $0.id == id }) else {
      throw .noSuchObjective(id: id)
    }
    let taken = Set(objectives.flatMap(\.names).map(ObjectiveKey.folded))
    var number = 2
    while taken.contains(ObjectiveKey.folded("\(old.label) \(number)"))
      || taken.contains(ObjectiveKey.folded("\(old.id)-\(number)"))
    {
      number += 1
    }
    var copy = old
    copy.id = "\(old.id)-\(number)"
    copy.label = "\(old.label) \(number)"
    copy.aliases = []
    copy.isUserDefined = true
    for family in old.trainedFamilies { copy.prompts[family] = old.promptText(for: family) }
    try add(copy, behind: id)
    return copy
  }
}
