import Alignment
import ArgumentParser
import Checkpoints
import CursesTerminal
import Generation
import Glibc
import Storage
import StrictJSON
import Tensors
import Tokenization
import Training

/// What a person is told about an error.
struct Explanation: Equatable {
  /// What is wrong, and where.
  var message: String
  /// What to do about it.
  var hint: String?
  /// The exit code of the command.
  var exitCode: Int32
}

/// The one place that turns errors into words and exit codes.
struct ErrorReporter {
  /// Whether the command's output is JSON, and so its errors.
  let asJSON: Bool

  /// Writes what a person should know to standard error.
  ///
  /// - Returns: The exit code.
  func report(_ error: any Error) -> Int32 {
    guard let explanation = Self.explain(error) else { return reportArguments(error) }
    // An interruption and a reader that went away are no news; the exit code tells them.
    if explanation.message.isEmpty { return explanation.exitCode }
    if asJSON {
      writeJSON(explanation)
    } else {
      StandardError.write("metaaligner: " + explanation.message)
      if let hint = explanation.hint { StandardError.write("  " + hint) }
    }
    return explanation.exitCode
  }

  /// The words for the errors of our own targets; nil for those of the argument parser.
  static func explain(_ error: any Error) -> Explanation? {
    switch error {
    case let error as CommandError: explain(error)
    case let error as GenerationError: explain(error)
    case let error as CheckpointError: explain(error)
    case let error as TokenizationError: explain(error)
    case let error as TokenizerTrainingError: explain(error)
    case let error as ConversionError: explain(error)
    case let error as AlignmentError: explain(error)
    case let error as StorageError: explain(error)
    case let error as CursesError: explain(error)
    case let error as KernelLevelError: explain(error)
    case let error as BenchError: explain(error)
    case let error as TrainingError: explain(error)
