import Glibc
import TerminalUI
import Training

/// Shows a training: a curve and a line below it on a terminal, elsewhere a line every so many seconds.
final class TrainingDisplay {
  private let isQuiet: Bool
  private let isTerminal: Bool
  private let logInterval: Double
  private var curve: LossCurve?
  private var lastShown: Double?
  /// Whether the cursor stands behind a line that is written over.
  private var isLineOpen = false
  private var evaluation: EvaluationReport?
  private var step: StepReport?

  /// A terminal is drawn at most this often, in seconds.
  private static let drawInterval = 0.25

  init(isQuiet: Bool, hasCurve: Bool, logInterval: Double) {
    self.isQuiet = isQuiet
    self.logInterval = logInterval
    isTerminal = StandardOutput.isTerminal
    curve = isTerminal && hasCurve && !isQuiet ? LossCurve() : nil
  }

  func show(_ event: TrainingEvent, _ points: [MetricsPoint]) {
    switch event {
    case .began(let stage, let step, let stepCount):
      curve?.begin(stage: stage)
      let place = step > 0 ? "goes on after step \(step)" : "begins"
      line("\(stage) \(place), \(stepCount) steps")
      lastShown = nil
    case .step(let report):
      step = report
      guard isDue(isLast: report.step == report.stepCount) else { return }
      show(TrainingLine.text(report, evaluation: evaluation), points)
    case .evaluating(let share):
      guard isTerminal, isDue(isLast: false), let step else { return }
      show(
        "\(step.stage) \(step.step)/\(step.stepCount)  validating \(Int(share * 100)) %", points)
    case .evaluated(let report):
      evaluation = report
      if !isTerminal { line(TrainingLine.text(report)) }
    case .saved: break
    default:
      if let notice = TrainingLine.notice(event) { self.notice(notice) }
    }
    if case .finished(let stage, let stepCount, let result) = event {
      let which = result == stepCount ? "" : "; its best is step \(result)"
      line("\(stage) is done after \(stepCount) steps\(which)")
      (evaluation, step) = (nil, nil)
    }
  }

  func showReading(_ label: String, _ share: Double) {
    guard !isQuiet, isDue(isLast: share == 1) else { return }
    let text = "\(label) \(Int(share * 100)) %"
    if isTerminal { overwrite(text) } else if share < 1 { write(text + "\n") }
  }

  func showRows(_ label: String, _ path: String, _ data: PreparedData) {
    line("\(label): \(TrainingLine.text(data)) (\(path))")
    if data.tooLongCount > 0 {
      notice(
        """
        \(path): \(data.tooLongCount) of \(data.readCount) rows are too long and left out; the longest has \(data.longest) \
        tokens
        """)
    }
    if data.unreadableCount > 0 {
      notice(
        "\(path): \(data.unreadableCount) rows have no answer that can be found, and are left out")
    }
  }

  func showStop(step: Int) {
    finish()
    if step > 0 { StandardError.write("metaaligner: saved after step \(step)") }
    StandardError.write("metaaligner: the same command goes on")
  }

  func showResult(_ path: String, isAdapter: Bool) {
    finish()
    line("wrote the \(isAdapter ? "adapter" : "model") to \(path)")
  }

  func notice(_ text: String) {
    finish()
    StandardError.write("metaaligner: " + text)
  }

  /// Leaves the cursor below what is shown.
  func finish() {
    curve?.leave(write)
    if isLineOpen { write("\n") }
    isLineOpen = false
  }

  private func isDue(isLast: Bool) -> Bool {
    let now = Self.now
    let interval = isTerminal ? Self.drawInterval : logInterval
    if let lastShown, !isLast, now - lastShown < interval { return false }
    lastShown = now
    return true
  }

  private func show(_ text: String, _ points: [MetricsPoint]) {
    guard !isQuiet else { return }
    if curve != nil {
      curve?.draw(points, text, write)
    } else if isTerminal {
      overwrite(text)
    } else {
      write(text + "\n")
    }
  }

  private func overwrite(_ text: String) {
    write("\r\u{1B}[K" + TerminalSanitizer.sanitize(text).text)
    isLineOpen = true
  }

  private func line(_ text: String) {
    guard !isQuiet else { return }
    finish()
    write((isTerminal ? TerminalSanitizer.sanitize(text).text : text) + "\n")
  }

  /// What a reader that went away does not get is no reason to stop a training.
  private func write(_ text: String) {
    try? StandardOutput.write(Array(text.utf8))
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
