import Glibc
import Training

/// The words of a training's progress.
enum TrainingLine {
  static func text(_ report: StepReport, evaluation: EvaluationReport?) -> String {
    var parts = [
      "\(report.stage) \(report.step)/\(report.stepCount)",
      "loss \(LossRange.text(report.loss))",
      "right \(percent(report.accuracy))",
      "\(duration(report.secondsLeft)) left",
      "\(Int(report.tokensPerSecond)) tokens/s",
    ]
    if let evaluation {
      parts.append(
        "validation \(LossRange.text(evaluation.loss)) right \(percent(evaluation.accuracy))")
    }
    parts += [
      "rate \(rate(report.learningRate))",
      "epoch \((report.epochs * 100).rounded() / 100)",
    ]
    return parts.joined(separator: "  ")
  }

  static func text(_ report: EvaluationReport) -> String {
    """
    \(report.stage) \(report.step)  validation loss \(LossRange.text(report.loss))  \
    right \(percent(report.accuracy))\(report.isBest ? "  best" : "")
    """
  }

  static func text(_ data: PreparedData) -> String {
    """
    \(data.rows.count) rows, \(count(data.rows.tokenCount)) tokens, \
    \(count(data.rows.targetTokenCount)) of them to learn
    """
  }

  /// What somebody has to know; nil for what is progress.
  static func notice(_ event: TrainingEvent) -> String? {
    switch event {
    case .checkpointDamaged(let path): "\(path) is damaged and passed over"
    case .threadsChanged(let former, let present):
      "the run began with \(former) threads and goes on with \(present)"
    case .notSaved(let step, let path, let number):
      """
      THE CHECKPOINT OF STEP \(step) IS NOT SAVED: \(path): \(systemMessage(number)). Training goes on in memory.
      """
    case .metricsNotWritten(let path, let number):
      "\(path): \(systemMessage(number)); figures are no longer written"
    default: nil
    }
  }

  static func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }

  static func count(_ number: Int) -> String {
    switch number {
    case ..<10_000: String(number)
    case ..<10_000_000: "\((Double(number) / 1e4).rounded() / 100) M"
    default: "\((Double(number) / 1e5).rounded() / 10) M"
    }
  }

  /// A rate as one writes it in a command: two digits and a power of ten.
  static func rate(_ rate: Double) -> String {
    guard rate > 0 else { return "0" }
    let exponent = floor(log10(rate))
    let digits = (rate / pow(10, exponent) * 100).rounded() / 100
    return "\(digits)e\(Int(exponent))"
  }

  static func duration(_ seconds: Double) -> String {
    let seconds = Int(min(max(0, seconds), 1e9))
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    if hours > 0 { return "\(hours) h \(minutes) min" }
    return minutes > 0 ? "\(minutes) min \(seconds % 60) s" : "\(seconds) s"
  }
}
