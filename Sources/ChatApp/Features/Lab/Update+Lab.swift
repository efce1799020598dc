import Alignment
import TerminalUI

extension State {
  /// Opens the form for an objective, or for a new one, and with it the laboratory.
  mutating func beginWording(_ objective: Objective?) {
    overlays.append(.wording(WordingForm(objective)))
    trial = WordingTrial(edit: edit, widthRules: configuration.widthRules)
  }

  /// Notes that something was typed into the form: its edit waits for the end of the typing.
  mutating func noteWording() { trial?.due = now + WordingTrial.pause }

  /// Makes the edit for the wording as it is, where it is another than the last one tried.
  mutating func startTrial() -> [Effect] {
    trial?.due = nil
    // It is compared with the whole edit that is there, so it waits for that one's end; and while the help lies over
    // the form, nobody sees it.
    guard case .wording(let form) = overlays.last, !edit.isUnderWay else {
      trial?.due = now + WordingTrial.pause
      return []
    }
    guard form.isChanged else {
      // Back at what was there.
      let effects = endTrial()
      trial = WordingTrial(edit: edit, widthRules: configuration.widthRules)
      return effects
    }
    guard case .ready = engine, !answer.raw.isEmpty, let objective = try? form.objective(),
      objective != trial?.objective
    else { return [] }
    let id = lens.nextID()
    guard let request = trialRequest(objective, replacing: form.original?.id, id: id) else {
      return []
    }
    let wasRunning = trial?.run.isRunning == true
    let key = replayKey(of: request)
    trial?.setEdit(edit)
    trial?.begin(objective, id: id, key: key, at: now)
    return (wasRunning ? [.cancelGeneration] : []) + [.startGeneration(request)]
  }

  /// What is asked of the engine for an objective as worded, switched on if need be; nil where it cannot be kept.
  private func trialRequest(
    _ objective: Objective, replacing original: String?, id: Int
  ) -> Effect.Generation? {
    var other = self
    do {
      try other.board.store(objective, replacing: original)
    } catch {
      return nil
    }
    if !other.board.isOn(objective.id) { other.board.toggle(objective.id) }
    other.recentEdits.add(edit.raw)
    other.edit.id = id
    return other.generation
  }

  /// Takes what the engine says of the trial's edit.
  ///
  /// - Returns: Whether it was about that one.
  mutating func takeTrial(_ report: EngineReport) -> Bool {
    guard let run = trial?.run, run.isRunning, report.generationID == run.id else { return false }
    trial?.take(report, at: now)
    // A wording that is kept has its edit already.
    if case .ended = trial?.run.phase, let run = trial?.run { keepForReplay(run) }
    return true
  }

  /// Stops the trial's edit and keeps its text.
  mutating func stopTrial() -> [Effect] {
    guard trial?.run.isRunning == true else { return [] }
    trial?.stop()
    return [.cancelGeneration]
  }

  /// Leaves the laboratory; the edit that was there is still there.
  mutating func endTrial() -> [Effect] {
    defer { trial = nil }
    return trial?.run.isRunning == true ? [.cancelGeneration] : []
  }

  /// The engine makes another edit now, so the trial's is over; it is made again afterwards.
  mutating func interruptTrial() {
    if trial?.objective != nil { trial?.interrupt(at: now) }
  }

  mutating func scrollTrial(by pages: Int) {
    guard var trial else { return }
    let rows = pages * max(1, trial.after.height - 1)
    trial.before.scroll(by: rows)
    trial.after.scroll(by: rows)
    self.trial = trial
  }

  /// Gives the trial's panes their places.
  mutating func arrangeTrial() {
    guard trial != nil, let areas = LabView.areas(in: self) else { return }
    let after = ScreenLayout.textArea(of: areas.after)
    // Where it is not shown its rows do not matter.
    let before = areas.before.map(ScreenLayout.textArea) ?? after
    trial?.before.resize(columns: before.columns, rows: before.rows)
    trial?.after.resize(columns: after.columns, rows: after.rows)
  }
}
