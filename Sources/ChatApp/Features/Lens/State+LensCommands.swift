extension State {
  /// Does what a key of this feature asks for.
  mutating func perform(_ command: LensCommand) -> [Effect] {
    switch command {
    case .prefetching: return togglePrefetching()
    case .attribution: return showTokens(.objectives)
    case .alternatives: return showTokens(.alternatives)
    case .moveToken(let steps): moveToken(by: steps)
    case .moveTokenByRow(let rows): moveToken(byRows: rows)
    case .nextObjective(let steps): selectObjective(by: steps)
    }
    return []
  }
}
