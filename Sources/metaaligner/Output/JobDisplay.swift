import Batch
import StrictJSON

/// Shows how far a job over rows is: one line of a terminal that is written over, elsewhere a line every so many seconds.
final class JobDisplay {
  private let label: String
  private let isQuiet: Bool
  private let isTerminal = StandardError.isTerminal
  private let interval: Duration
  private var lastShown: ContinuousClock.Instant?
  private var isLineOpen = false

  /// A terminal is written to at most this often.
  private static let terminalInterval = Duration.milliseconds(250)

  init(label: String, isQuiet: Bool, logInterval: Double) {
    self.label = label
    self.isQuiet = isQuiet
    interval = isTerminal ? Self.terminalInterval : .seconds(logInterval)
    // A job that ends sooner needs no line where lines stay.
    lastShown = isTerminal ? nil : .now
  }

  func show(_ progress: BatchProgress) {
    let now = ContinuousClock.now
    if isQuiet { return }
    if let lastShown, now - lastShown < interval { return }
    lastShown = now
    let text = "\(label)  \(Self.line(progress))"
    if isTerminal {
      StandardError.overwrite(text)
      isLineOpen = true
    } else {
      StandardError.write("metaaligner: " + text)
    }
  }

  /// Takes the line away.
  func clear() {
    if isLineOpen { StandardError.overwrite("") }
    isLineOpen = false
  }

  /// How far it is, in a line: `120/1200 rows saved  2 failed  33.1 tokens/s  3 min 2 s left`.
  static func line(_ progress: BatchProgress) -> String {
    var parts = ["\(progress.savedRows)/\(progress.totalRows) rows saved"]
    if progress.failedRows > 0 { parts.append("\(progress.failedRows) failed") }
    if progress.generatedTokens > 0 {
      parts.append("\(progress.tokensPerSecond.rounded(to: 1)) tokens/s")
    }
    if let left = progress.timeLeft, progress.finishedRows < progress.wantedRows {
      parts.append("\(TrainingLine.duration(left / .seconds(1))) left")
    }
    return parts.joined(separator: "  ")
  }

  /// What a finished job says.
  static func summary(_ progress: BatchProgress, output: String) -> String {
    var text = "wrote \(progress.totalRows) rows to \(output)"
    let earlier = progress.totalRows - progress.finishedRows
    if earlier > 0 { text += ", \(earlier) of them from earlier runs" }
    if progress.quarantinedLines > 0 {
      text += "; \(progress.quarantinedLines) damaged lines of the journal were put aside"
    }
    guard progress.generatedTokens > 0 else { return text }
    let time = TrainingLine.duration(progress.elapsed / .seconds(1))
    return text + "; \(progress.generatedTokens) tokens in \(time), "
      + "\(progress.tokensPerSecond.rounded(to: 1)) tokens/s"
  }
}

/// The JSON document of a job's end.
struct JobDocument {
  let report: BatchReport
  let output: String

  var json: JSONValue {
    let progress = report.progress
    return [
      "schema": 1, "output": .string(output), "rows": .integer(Int64(progress.totalRows)),
      "saved": .integer(Int64(progress.savedRows)),
      "failed": .integer(Int64(progress.failedRows)),
      "generated_tokens": .integer(Int64(progress.generatedTokens)),
      "seconds": JSONValue(progress.elapsed / .seconds(1)),
      "tokens_per_second": JSONValue(progress.tokensPerSecond),
      "complete": .bool(report.isComplete),
      "first_failure": report.firstFailure.map {
        ["row": .integer(Int64($0.row)), "reason": .string($0.reason)]
      } ?? .null,
    ]
  }
}
