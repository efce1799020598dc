import Alignment
import Generation

extension State {
  /// Whether there is an edit that can be edited again.
  var canIterate: Bool {
    guard case .ready = engine else { return false }
    return edit.isComplete && !edit.raw.isEmpty && canAlign
  }

  /// Begins with the edit on the screen as the first round.
  mutating func beginIteration() -> [Effect] {
    guard canIterate else { return [] }
    var iteration = Iteration(answer: answer.shown)
    iteration.add(edit, answerBytes: answer.raw)
    lens.iteration = iteration
    overlays.append(.iteration)
    return nextRound()
  }

  /// Makes the next edit, for as long as there is one to make.
  private mutating func nextRound() -> [Effect] {
    while lens.iteration?.phase == .running, let last = lens.iteration?.rounds.last {
      var own = self
      own.answer = Passage(last.raw)
      own.edit.id = lens.nextID()
      let generation = own.generation
      var run = EditRun()
      run.id = generation.id
      run.startedAt = now
      run.phase = .starting
      run.key = replayKey(of: generation)
      guard configuration.replays, let key = run.key, let replay = lens.replays.edit(for: key)
      else {
        lens.iteration?.run = run
        return [.lens(.generate(generation))]
      }
      run.replay = replay
      _ = run.take(.text(id: run.id, replay.text, pieces: 1), at: now)
      _ = run.take(.summary(id: run.id, replay.summary), at: now)
      lens.iteration?.add(run, answerBytes: answer.raw)
    }
    return []
  }

  /// Takes what the engine says of the round being made.
  mutating func takeInIteration(_ report: EngineReport) -> [Effect] {
    guard var run = lens.iteration?.run else { return [] }
    _ = run.take(report, at: now)
    lens.iteration?.run = run
    switch run.phase {
    case .ended:
      keepForReplay(run)
      lens.iteration?.add(run, answerBytes: answer.raw)
      return nextRound()
    case .failed(let reason): lens.iteration?.end(.failed(reason))
    case .stopped: lens.iteration?.end(.stopped)
    default: break
    }
    return []
  }

  /// Stops what is being made, and keeps the rounds.
  mutating func stopIteration() -> [Effect] {
    guard let id = lens.iteration?.run?.id else { return [] }
    lens.iteration?.end(.stopped)
    return [.lens(.cancel(id: id))]
  }

  /// Leaves; what is being made is stopped.
  mutating func endIteration() -> [Effect] {
    let effects = stopIteration()
    overlays.removeAll { $0 == .iteration }
    lens.iteration = nil
    return effects
  }

  mutating func selectRound(by steps: Int) {
    guard let iteration = lens.iteration else { return }
    lens.iteration?.selected = min(
      max(0, iteration.selected + steps), max(0, iteration.rounds.count - 1))
  }

  /// Takes the selected round's text as the answer.
  mutating func takeRound() -> [Effect] {
    guard let iteration = lens.iteration, iteration.rounds.indices.contains(iteration.selected)
    else { return [] }
    let text = iteration.rounds[iteration.selected].raw
    return endIteration()
      + replacePassage(.answer, text, from: "round \(iteration.selected + 1)")
  }
}
