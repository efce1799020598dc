import AlignServer
import Alignment
import ArgumentParser
import Batch
import Checkpoints
import CursesTerminal
import Datasets
import Generation
import Glibc
import HTTPClient
import Hub
import Sessions
import Storage
import StrictJSON
import Tensors
import Tokenization
import TerminalUI
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
    case let error as HTTPError: explain(error)
    case let error as HubError: explain(error)
    case let error as CheckpointError: explain(error)
    case let error as TokenizationError: explain(error)
    case let error as TokenizerTrainingError: explain(error)
    case let error as ConversionError: explain(error)
    case let error as AlignmentError: explain(error)
    case let error as StorageError: explain(error)
    case let error as SessionError: explain(error)
    case let error as CursesError: explain(error)
    case let error as ThemeError: explain(error)
    case let error as KernelLevelError: explain(error)
    case let error as BenchError: explain(error)
    case let error as DatasetError: explain(error)
    case let error as AlignServerError: explain(error)
    case let error as BatchError: explain(error)
    case let error as TrainingError: explain(error)
    case let error as GradientRowsError: explain(error)
    default: nil
    }
  }

  /// The argument parser's own errors and clean exits, `--help` among them.
  private func reportArguments(_ error: any Error) -> Int32 {
    let code = MetaalignerCommand.exitCode(for: error)
    let message = MetaalignerCommand.fullMessage(for: error)
    if code == .success {
      return writeHelp(message)
    }
    // BSD's EX_USAGE says less than the 2 that the neighbours of this program use.
    let exitCode: Int32 = code == .validationFailure ? 2 : code.rawValue
    if asJSON {
      writeJSON(Explanation(message: MetaalignerCommand.message(for: error), exitCode: exitCode))
    } else if !message.isEmpty {
      StandardError.write(message)
    }
    return exitCode
  }

  private func writeHelp(_ message: String) -> Int32 {
    guard !message.isEmpty else { return 0 }
    do {
      try StandardOutput.write(Array((message + "\n").utf8))
      return 0
    } catch {
      return report(error)
    }
  }

  private func writeJSON(_ explanation: Explanation) {
    let document: JSONValue = [
      "schema": 1,
      "error": [
        "message": .string(explanation.message),
        "hint": explanation.hint.map(JSONValue.string) ?? .null,
        "exit_code": .integer(Int64(explanation.exitCode)),
      ],
    ]
    let bytes = JSONWriter.write(document, pretty: false, escapingForTerminal: true)
    StandardError.write(String(decoding: bytes, as: UTF8.self))
  }
}

extension String {
  /// A path as a sentence can show it.
  var orQuotes: String { isEmpty ? "''" : self }
}

/// The system's words for an error number.
func systemMessage(_ errorNumber: Int32) -> String {
  // The text belongs to the C library and may be overwritten by a later call, so it is copied at once.
  strerror(errorNumber).map { String(cString: $0) } ?? "error \(errorNumber)"
}
