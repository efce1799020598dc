public import ArgumentParser
public import Training

extension ActivationRecomputation: ExpressibleByArgument {}

/// How a run is watched and kept.
struct TrainingRunOptions: ParsableArguments {
  enum Result: String, ExpressibleByArgument, CaseIterable {
    case best, last
  }

  @Option(help: ArgumentHelp("Steps between validations.", valueName: "steps"))
  var evaluateEvery = 250

  @Option(
    help: ArgumentHelp(
      "What the result is: the step that validated best, where there is validation, or the last."))
  var result = Result.best

  @Option(
    help: ArgumentHelp(
      "Steps between checkpoints, beside those that time asks for. (default: none)",
      valueName: "steps"))
  var saveEvery: Int?

  @Option(
    help: ArgumentHelp("Minutes between checkpoints; 0 for none.", valueName: "minutes"))
  var saveMinutes = 10.0

  @Option(
    help: ArgumentHelp("Checkpoints that are kept beside the best.", valueName: "count"))
  var keep = 3

  @Flag(help: "Deletes the run that is in the output folder, and begins anew.")
  var restart = false

  @Option(
    help: ArgumentHelp(
      """
      none: all of a layer is kept between the passes. layers: it is computed again, which takes a third more time and much \
      less memory. (default: none; layers for models over 300 million parameters)
      """))
  var recompute: ActivationRecomputation?

  @Option(
    help: ArgumentHelp(
      "Seconds between lines of progress where standard output is no terminal.",
      valueName: "seconds"))
  var logEvery = 30.0

  @Flag(name: .shortAndLong, help: "Shows no progress.") var quiet = false
  @Flag(help: "Shows no curve.") var noCurve = false
  @OptionGroup var threadOption: ThreadOption
  @OptionGroup var kernels: KernelOptions

  func validate() throws {
    for (name, value) in [
      ("evaluate-every", evaluateEvery), ("save-every", saveEvery ?? 1), ("keep", keep),
    ] where value < 1 {
      throw ValidationError("--\(name) must be at least 1.")
    }
    guard saveMinutes >= 0, logEvery >= 0 else {
      throw ValidationError("--save-minutes and --log-every must be at least 0.")
    }
  }

  /// What of the settings these options decide.
  func apply(to settings: inout TrainingSettings) {
    settings.evaluationInterval = evaluateEvery
    settings.takesBest = result == .best
    settings.saveInterval = saveEvery
    settings.saveSeconds = saveMinutes > 0 ? saveMinutes * 60 : nil
    settings.keptCheckpoints = keep
  }
}
