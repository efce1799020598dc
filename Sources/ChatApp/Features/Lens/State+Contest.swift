import Alignment
import Generation
import TerminalUI

extension State {
  /// The objectives that the digits act on, and that stand under the panes.
  var shownBoard: ObjectiveBoard {
    guard overlays.last == .contest, let contest = lens.contest,
      contest.columns.indices.contains(contest.current)
    else { return board }
    return contest.columns[contest.current].board
  }

  /// Opens the comparison: the set on the screen, and beside it the same without its last objective, or with one more.
  mutating func beginContest() -> [Effect] {
    guard case .ready = engine, canAlign else { return [] }
    var other = board
    let enabled = board.enabled
    if enabled.count > 1, let last = enabled.last {
      other.toggle(last)
    } else if let more = board.shown.first(where: { !board.isOn($0) }) {
      other.toggle(more)
    }
    lens.contest = Contest(columns: [column(board), column(other)], current: 1)
    overlays.append(.contest)
    return lens.contest?.columns.indices.flatMap { runColumn($0) } ?? []
  }

  private func column(_ board: ObjectiveBoard) -> Contest.Column {
    Contest.Column(
      board: board,
      pane: TextPane(isFollowing: false, widthRules: configuration.widthRules))
  }

  /// Makes a column's edit, or shows it where it was made before.
  private mutating func runColumn(_ index: Int, replaying: Bool = true) -> [Effect] {
    guard var column = lens.contest?.columns[index] else { return [] }
    let effects: [Effect] = column.run.isRunning ? [.lens(.cancel(id: column.run.id))] : []
    column.run = EditRun()
    column.run.id = lens.nextID()
    column.comparison.setAnswer(answer.shown)
    column.pane.growOver()
    guard !column.board.enabled.isEmpty else {
      column.pane.dropOlder()
      lens.contest?.columns[index] = column
      lens.contest?.findDivergences()
      return effects
    }
    var own = self
    own.board = column.board
    own.edit.id = column.run.id
    let generation = own.generation
    column.run.key = replayKey(of: generation)
    column.run.startedAt = now
    column.run.phase = .starting
    lens.contest?.columns[index] = column
    if replaying, configuration.replays, let key = column.run.key,
      let replay = lens.replays.edit(for: key)
    {
      let id = column.run.id
      lens.contest?.columns[index].run.replay = replay
      takeInContest(
        .text(id: id, replay.text, pieces: replay.summary.generatedTokens), index)
      takeInContest(.summary(id: id, replay.summary), index)
      return effects
    }
    return effects + [.lens(.generate(generation))]
  }

  /// Takes what the engine says of one of the columns.
  mutating func takeInContest(_ report: EngineReport, _ index: Int) {
    guard var column = lens.contest?.columns[index] else { return }
    let more = column.run.take(report, at: now)
    column.pane.append(more)
    if !column.run.isUnderWay { column.pane.dropOlder() }
    column.comparison.update(edit: column.run.shown, isComplete: column.run.isComplete)
    lens.contest?.columns[index] = column
    lens.contest?.findDivergences()
    if case .summary = report { keepForReplay(column.run) }
  }

  /// Leaves the comparison; what still runs for it is stopped.
  mutating func endContest() -> [Effect] {
    overlays.removeAll { $0 == .contest }
    defer { lens.contest = nil }
    return lens.contest?.columns.filter(\.run.isRunning).map { .lens(.cancel(id: $0.run.id)) }
      ?? []
  }

  // MARK: - Keys

  mutating func toggleInContest(_ index: Int) -> [Effect] {
    guard let current = lens.contest?.current, board.shown.indices.contains(index) else {
      return []
    }
    lens.contest?.columns[current].board.toggle(board.shown[index])
    return runColumn(current)
  }

  /// A click takes a column, or switches an objective of the one that has the keys.
  mutating func pressInContest(at position: Position) -> [Effect] {
    if let index = ObjectivesView.index(at: position, in: self) { return toggleInContest(index) }
    guard let count = lens.contest?.columns.count else { return [] }
    let clicked = (0..<count).first { index in
      ContestView.column(index, count: count, in: layout.overlay).contains(position)
    }
    if let clicked { lens.contest?.current = clicked }
    return []
  }

  mutating func addColumn() -> [Effect] {
    guard let contest = lens.contest, contest.columns.count < Contest.room(in: size.columns) else {
      say("There is no room for another column.")
      return []
    }
    let copy = contest.columns[contest.current].board
    let more = copy.shown.first { !copy.isOn($0) }
    var next = column(copy)
    if let more { next.board.toggle(more) }
    lens.contest?.columns.append(next)
    lens.contest?.current = contest.columns.count
    return runColumn(contest.columns.count)
  }

  mutating func removeColumn() -> [Effect] {
    guard let contest = lens.contest, contest.columns.count > 2 else { return [] }
    let gone = contest.columns[contest.current]
    lens.contest?.columns.remove(at: contest.current)
    lens.contest?.current = min(contest.current, contest.columns.count - 2)
    lens.contest?.findDivergences()
    return gone.run.isRunning ? [.lens(.cancel(id: gone.run.id))] : []
  }

  mutating func moveColumn(by steps: Int) {
    guard let contest = lens.contest else { return }
    let count = contest.columns.count
    lens.contest?.current = (contest.current + steps + count) % count
  }

  /// All columns together, since it is the same place in them that is compared.
  mutating func scrollContest(by rows: Int) {
    guard let count = lens.contest?.columns.count else { return }
    for index in 0..<count { lens.contest?.columns[index].pane.scroll(by: rows) }
  }

  mutating func runContestAgain() -> [Effect] {
    guard let current = lens.contest?.current else { return [] }
    return runColumn(current, replaying: false)
  }

  /// Takes the column's objectives for the edit on the screen.
  mutating func takeColumn() -> [Effect] {
    guard let contest = lens.contest else { return [] }
    let chosen = contest.columns[contest.current].board
    let effects = endContest()
    guard chosen.enabled != board.enabled else { return effects }
    board = chosen
    return effects + restartEdit(after: .zero)
  }

  /// Gives each column its place on the screen.
  mutating func arrangeContest() {
    guard overlays.last == .contest, let count = lens.contest?.columns.count else { return }
    for index in 0..<count {
      let area = ContestView.textArea(of: index, count: count, in: layout.overlay)
      lens.contest?.columns[index].pane.resize(columns: area.columns, rows: area.rows)
    }
  }
}
