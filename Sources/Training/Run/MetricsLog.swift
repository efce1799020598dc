import Glibc
public import StrictJSON

/// Figures of a run, one JSON object a line: a step's, or a validation's.
///
/// It is a record for people and scripts, not what a run goes on from. When a run goes on, lines of steps that are done
/// again are taken out.
public final class MetricsLog {
  /// The file.
  public let path: String
  /// Stages in their order.
  private let stages: [String]
  /// All lines so far, for the chart.
  public private(set) var points: [MetricsPoint] = []
  private var descriptor: Int32 = -1
  private var hasFailed = false
  private static let limit = 1 << 30

  /// A log.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - stages: All stages in their order.
  public init(path: String, stages: [String]) {
    self.path = path
    self.stages = stages
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Opens the file and takes out what is going to be done again: nothing of later stages where this one is done.
  func begin(stage: String, step: Int, isDone: Bool, report: (TrainingEvent) -> Void) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    hasFailed = false
    do throws(TrainingError) {
      let former = try DiskPath.contents(of: path, limit: Self.limit) ?? []
      let own = stages.firstIndex(of: stage) ?? 0
      var kept: [UInt8] = []
      points = []
      for line in former.split(separator: 0x0A) {
        guard let value = try? JSONParser.parse(line), let point = MetricsPoint(value),
          let place = stages.firstIndex(of: point.stage),
          place < own || (place == own && point.step <= step) || (place > own && isDone)
        else { continue }
        points.append(point)
        kept += line + [0x0A]
      }
      if kept != former { try DurableFile.replace(path, with: kept, calls: .system) }
      descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      if descriptor < 0 { throw .fileAccess(path: path, errorNumber: errno) }
    } catch {
      fail(error, report)
    }
  }

  func append(_ step: StepReport, report: (TrainingEvent) -> Void) {
    points.append(
      MetricsPoint(stage: step.stage, step: step.step, loss: step.loss, isValidation: false))
    append(
      [
        "stage": .string(step.stage), "step": .integer(Int64(step.step)),
        "epoch": JSONValue(step.epochs), "loss": JSONValue(step.loss),
        "accuracy": JSONValue(step.accuracy), "gradient_norm": JSONValue(step.gradientNorm),
        "learning_rate": JSONValue(step.learningRate),
        "tokens": .integer(Int64(step.tokenCount)),
        "tokens_per_second": JSONValue((step.tokensPerSecond * 10).rounded() / 10),
        "seconds": JSONValue((step.seconds * 1000).rounded() / 1000),
      ], report)
  }

  func append(_ evaluation: EvaluationReport, report: (TrainingEvent) -> Void) {
    points.append(
      MetricsPoint(
        stage: evaluation.stage, step: evaluation.step, loss: evaluation.loss, isValidation: true))
    append(
      [
        "stage": .string(evaluation.stage), "step": .integer(Int64(evaluation.step)),
        "validation_loss": JSONValue(evaluation.loss),
        "validation_accuracy": JSONValue(evaluation.accuracy), "best": .bool(evaluation.isBest),
      ], report)
  }

  private func append(_ line: JSONValue, _ report: (TrainingEvent) -> Void) {
    guard descriptor >= 0, !hasFailed else { return }
    let bytes = JSONWriter.write(line, pretty: false) + [0x0A]
    // One call, so that a reader never sees half a line; what is cut short is told once.
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count != bytes.count {
      fail(.fileAccess(path: path, errorNumber: count < 0 ? errno : ENOSPC), report)
    }
  }

  private func fail(_ error: TrainingError, _ report: (TrainingEvent) -> Void) {
    guard !hasFailed, case .fileAccess(let path, let errorNumber) = error else { return }
    hasFailed = true
    report(.metricsNotWritten(path: path, errorNumber: errorNumber))
  }
}

/// One loss of the log.
public struct MetricsPoint: Sendable, Equatable {
  /// The stage.
  public let stage: String
  /// Steps done.
  public let step: Int
  /// The loss.
  public let loss: Double
  /// Whether it is of a validation.
  public let isValidation: Bool

  init(stage: String, step: Int, loss: Double, isValidation: Bool) {
    self.stage = stage
    self.step = step
    self.loss = loss
    self.isValidation = isValidation
  }

  /// Reads a line of the log; nil where it is none.
  ///
  /// - Parameter line: The line's object.
  public init?(_ line: JSONValue) {
    guard let stage = line["stage"]?.stringValue, let step = line["step"]?.intValue,
      (0...1 << 40).contains(step)
    else {
      return nil
    }
    let validation = line["validation_loss"]?.doubleValue
    guard let loss = validation ?? line["loss"]?.doubleValue else { return nil }
    self.init(stage: stage, step: step, loss: loss, isValidation: validation != nil)
  }
}
