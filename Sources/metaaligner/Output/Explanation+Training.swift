import Checkpoints
import Training

extension ErrorReporter {
  static func explain(_ error: TrainingError) -> Explanation {
    switch error {
    case .fileAccess(let path, let number):
      Explanation(message: "\(path.orQuotes): \(systemMessage(number))", exitCode: 2)
    case .data(let path, let fault): explain(fault, path: path)
    case .run(let fault): explain(fault)
    case .checkpoint(let error): explain(error)
    case .untrainableArchitecture(let family):
      Explanation(
        message: "models of the architecture \(family.rawValue) are not trained", exitCode: 2)
    case .untrainablePairing:
      Explanation(
        message: "models of GGUF files are not trained",
        hint: "Train the folder that the file was made from.", exitCode: 2)
    case .untrainableActivation:
      Explanation(message: "only feed-forwards with SiLU are trained", exitCode: 2)
    case .quantisedWeights(let tensor, let type):
      Explanation(
        message: "\(tensor) is stored as \(type), whose weights cannot be trained",
        hint: "Train the float model, or an adapter with --lora-rank.", exitCode: 2)
    case .adapterValue(let key, let value):
      Explanation(message: "--lora-\(key) cannot be \(value)", exitCode: 2)
    case .unknownModule(let name, let known):
      Explanation(
        message: "--lora-modules: no matrix '\(name)'",
        hint: Spelling.nearest(to: name, among: known).map { "Did you mean '\($0)'?" }
          ?? "There are: \(known.joined(separator: ", ")).", exitCode: 2)
    }
  }

  private static func explain(_ fault: DataFault, path: String) -> Explanation {
    let message =
      switch fault {
      case .malformed(let error): describe(error)
      case .noConversation(let row): "row \(row) has no 'conversations'"
      case .unexpectedTurns(let row, let found):
        "row \(row) is not one turn of human and one of gpt but: \(found.joined(separator: ", "))"
      case .incompleteTurn(let row): "row \(row) has a turn without 'value'"
      case .noRows(let tooLong, let limit):
        tooLong > 0
          ? "none of the \(tooLong) rows fits into \(limit) tokens"
          : "there are no rows to train on"
      case .tokenOutOfRange(let row, let token, let size):
        "row \(row) has token \(token), and the model has \(size): the tokenizer is another model's"
      }
    return Explanation(message: "\(path): \(message)", exitCode: 2)
  }

  private static func explain(_ fault: RunFault) -> Explanation {
    switch fault {
    case .otherRun(let folder, let setting, let recorded, let given):
      Explanation(
        message: """
          \(folder) has a run that began with another '\(setting)': \(recorded.orQuotes) there, \(given.orQuotes) now
          """,
        hint: "Give what it began with to go on, another --output, or --restart to delete it.",
        exitCode: 2)
    case .foreignModel(let folder):
      Explanation(
        message: "\(folder) has a model that no run in it has made",
        hint: "Give another --output.", exitCode: 2)
    case .locked(let folder):
      Explanation(message: "\(folder): another process is training there", exitCode: 1)
    case .damaged(let path): Explanation(message: "\(path) is damaged", exitCode: 1)
    case .notEnoughRoom(let folder, let needed, let available):
      Explanation(
        message: """
          \(folder): checkpoints need \(needed >> 20) MiB, and \(available >> 20) MiB are free
          """, exitCode: 1)
    case .checkpointNotSaved(let folder, let number):
      Explanation(
        message: "\(folder): the last checkpoint could not be saved: \(systemMessage(number))",
        hint: "The same command goes on from the one before it.", exitCode: 1)
    case .notFinite(let step):
      Explanation(
        message: "the loss of step \(step) is no finite number",
        hint: "Lower --learning-rate, with another --output or --restart.", exitCode: 1)
    case .noEndOfSequence:
      Explanation(message: "the tokenizer has no token that ends a text", exitCode: 2)
    case .stopped: Explanation(message: "", exitCode: 130)
    }
  }
}
