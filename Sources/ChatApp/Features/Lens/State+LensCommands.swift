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
    case .compare: return beginContest()
    case .toggleInColumn(let index): return toggleInContest(index)
    case .nextColumn(let steps): moveColumn(by: steps)
    case .addColumn: return addColumn()
    case .removeColumn: return removeColumn()
    case .runColumn: return runContestAgain()
    case .takeColumn: return takeColumn()
    case .scrollColumns(let rows): scrollContest(by: rows)
    case .switchContest: return switchContest()
    case .closeContest: return endContest()
    case .iterate: return beginIteration()
    case .selectRound(let steps): selectRound(by: steps)
    case .takeRound: return takeRound()
    case .stopIteration: return stopIteration()
    case .closeIteration: return endIteration()
    }
    return []
  }
}
