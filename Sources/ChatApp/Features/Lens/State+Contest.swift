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

  /// Opens the comparison: with the second model where one was named, else with another set of objectives.
  mutating func beginContest() -> [Effect] {
    beginContest(comparingModels: lens.second != .none)
  }

  private mutating func beginContest(comparingModels: Bool) -> [Effect] {
    guard case .ready = engine, canAlign else { return [] }
    var second = column(comparingModels ? board : otherBoard)
    if comparingModels { second.model = .second }
    lens.contest = Contest(columns: [column(board), second], current: comparingModels ? 0 : 1)
    overlays.append(.contest)
    return lens.contest?.columns.indices.flatMap { runColumn($0) } ?? []
  }

  /// Compares the models instead of sets of objectives, or the other way round.
  mutating func switchContest() -> [Effect] {
    guard let contest = lens.contest, lens.second != .none else { return [] }
    return endContest() + beginContest(comparingModels: !contest.comparesModels)
  }

  /// The set on the screen without its last objective, or with one more.
  private var otherBoard: ObjectiveBoard {
    var other = board
    let enabled = board.enabled
    if enabled.count > 1, let last = enabled.last {
      other.toggle(last)
    } else if let more = board.shown.first(where: { !board.isOn($0) }) {
      other.toggle(more)
    }
    return other
  }

  private func column(_ board: ObjectiveBoard) -> Contest.Column {
    Contest.Column(
      board: board,
      pane: TextPane(isFollowing: false, widthRules: configuration.widthRules))
  }

  /// Makes a column's edit, or shows it where it was made before.
  mutating func runColumn(_ index: Int, replaying: Bool = true) -> [Effect] {
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
    guard let (generation, key) = own.generation(by: column.model) else {
      return effects + awaitModel(of: column, index)
    }
    column.run.key = key
    column.run.startedAt = now
    column.run.phase = .starting
    lens.contest?.columns[index] = column
    if replaying, configuration.replays, let replay = lens.replays.edit(for: key) {
      let id = column.run.id
      lens.contest?.columns[index].run.replay = replay
      takeInContest(
        .text(id: id, replay.text, pieces: replay.summary.generatedTokens), index)
      takeInContest(.summary(id: id, replay.summary), index)
      return effects
    }
    return effects + [.lens(.generate(generation, by: column.model))]
  }

  /// Lets a column wait for the second model, or says why there is nothing to wait for.
  private mutating func awaitModel(of column: Contest.Column, _ index: Int) -> [Effect] {
    var column = column
    column.run.phase = .waitingForEngine
    if case .failed(_, let reason) = lens.second { column.fail(reason) }
    lens.contest?.columns[index] = column
    return loadSecondModel()
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
    guard let contest = lens.contest, board.shown.indices.contains(index) else { return [] }
    // Models are compared for the same objectives.
    let columns =
      contest.comparesModels ? contest.columns.indices : contest.current..<contest.current + 1
    for column in columns { lens.contest?.columns[column].board.toggle(board.shown[index]) }
    return columns.flatMap { runColumn($0) }
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
    guard let contest = lens.contest else { return [] }
    // A model that could not be loaded may have been put in its place since.
    if case .failed(let name, _) = lens.second, contest.columns[contest.current].model == .second {
      lens.second = .named(name)
    }
    return runColumn(contest.current, replaying: false)
  }

  /// Takes the column's objectives for the edit on the screen.
  mutating func takeColumn() -> [Effect] {
    guard let contest = lens.contest else { return [] }
    let chosen = contest.columns[contest.current].board
    if contest.columns[contest.current].model == .second {
      say("The edit stays \(name(of: .main))'s: --model names what makes it.")
    }
    let effects = endContest()
    guard chosen.enabled != board.enabled else { return effects }
    board = chosen
    return effects + restartEdit(after: .zero)
  }

  /// Gives each column its place on the screen.
  mutating func arrangeContest() {
    guard overlays.last == .contest, let contest = lens.contest else { return }
    for index in contest.columns.indices {
      let area = ContestView.textArea(of: index, contest, in: layout.overlay)
      lens.contest?.columns[index].pane.resize(columns: area.columns, rows: area.rows)
    }
  }
}
