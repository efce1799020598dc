extension TrainingRun {
  /// Validates where this step asks for it and has not been; false where it was given up.
  func evaluateIfDue(
    isStopped: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Bool {
    guard let rows = data.validation, rows.count > 0, state.step > 0,
      state.evaluatedStep != state.step,
      state.step == stepCount || state.step % max(1, settings.evaluationInterval) == 0
    else { return true }
    guard let loss = evaluate(rows, isStopped: isStopped, report) else { return false }
    let isBest = loss.mean.isFinite && loss.mean < state.best?.loss ?? .infinity
    let former = state.best
    if isBest { state.best = RunState.BestStep(step: state.step, loss: loss.mean) }
    state.evaluatedStep = state.step
    let evaluation = EvaluationReport(
      stage: stage, step: state.step, loss: loss.mean,
      accuracy: Double(loss.correctCount) / Double(max(1, loss.targetCount)), isBest: isBest)
    metrics?.append(evaluation, report: report)
    report(.evaluated(evaluation))
    // The best has to be on the disk before the weights change.
    if isBest {
      save(report)
      // What is not on the disk cannot be gone back to.
      if savedStep != state.step, state.step < stepCount { state.best = former }
    }
    return true
  }

  /// The loss of all rows; nil where it was given up.
  private func evaluate(
    _ rows: TokenizedRows, isStopped: () -> Bool, _ report: (TrainingEvent) -> Void
  ) -> LossSum? {
    var loss = LossSum()
    let parts = parts(of: Array(0..<rows.count), in: rows)
    for (index, part) in parts.enumerated() {
      if isStopped() { return nil }
      loss += computation.evaluate(part.map { rows.sequence($0) })
      report(.evaluating(Double(index + 1) / Double(parts.count)))
    }
    return loss
  }
}
