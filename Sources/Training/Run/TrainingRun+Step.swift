extension TrainingRun {
  /// One step of the optimizer; false where it was given up before it changed anything.
  func step(
    isStopped: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Bool {
    let watch = Stopwatch()
    let rows = plan.rows(of: state.step)
    let weight = rows.reduce(0) {
      $0 + data.training.lossWeight($1, promptLossWeight: settings.promptLossWeight)
    }
    computation.zeroGradients()
    var loss = LossSum()
    var tokenCount = 0
    for (index, part) in parts(of: rows, in: data.training).enumerated() {
      if isStopped() { return false }
      let sequences = part.map {
        data.training.sequence($0, promptLossWeight: settings.promptLossWeight)
      }
      tokenCount += sequences.reduce(0) { $0 + $1.tokens.count }
      // The whole batch's weight, so that how it is cut changes nothing but rounding.
      loss += computation.accumulate(
        sequences, scale: Float(1 / max(weight, .leastNormalMagnitude)),
        noiseSeed: noiseSeed(part: index))
    }
    let norm = optimizer.gradientNorm()
    guard loss.sum.isFinite, norm.isFinite else {
      throw .run(.notFinite(step: state.step + 1))
    }
    let rate = settings.schedule.rate(step: state.step, of: stepCount)
    optimizer.step(state.step, rate: rate, gradientNorm: norm)
    state.step += 1
    state.tokenCount += tokenCount
    let seconds = watch.seconds
    state.seconds += seconds
    throughput.add(tokens: tokenCount, seconds: seconds)
    let step = stepReport(loss, norm: norm, rate: rate)
    metrics?.append(step, report: report)
    report(.step(step))
    return true
  }

  private func stepReport(_ loss: LossSum, norm: Double, rate: Double) -> StepReport {
    let speed = throughput.tokensPerSecond
    let tokensLeft =
      Double(state.tokenCount) / Double(max(1, state.step)) * Double(stepCount - state.step)
    return StepReport(
      stage: stage, step: state.step, stepCount: stepCount, epochs: plan.epochs(after: state.step),
      loss: loss.mean, accuracy: Double(loss.correctCount) / Double(max(1, loss.targetCount)),
      gradientNorm: norm, learningRate: rate, tokenCount: state.tokenCount, tokensPerSecond: speed,
      seconds: state.seconds, secondsLeft: speed > 0 ? tokensLeft / speed : 0)
  }

  /// What decides the noise of a part of this step.
  private func noiseSeed(part: Int) -> UInt64 {
    var generator = SplitMix(
      seed: settings.seed, stream: UInt64(state.step) << 24 | UInt64(part) | 1 << 63)
    return generator.next()
  }

  /// Cuts rows into parts of at most the micro-batch's tokens, at least a row each.
  func parts(of rows: [Int], in data: TokenizedRows) -> [[Int]] {
    var parts: [[Int]] = []
    var tokens = 0
    for row in rows {
      let length = data.length(row)
      if parts.isEmpty || tokens + length > settings.microBatchTokens {
        parts.append([])
        tokens = 0
      }
      parts[parts.count - 1].append(row)
      tokens += length
    }
    return parts
  }
}
