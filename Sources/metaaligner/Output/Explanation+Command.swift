import Glibc

extension ErrorReporter {
  static func explain(_ error: CommandError) -> Explanation {
    switch error {
    case .argumentNotUTF8(let position):
      Explanation(
        message: "argument \(position) is not UTF-8 text",
        hint: "Convert it, for example with iconv, or give a text by file.", exitCode: 2)
    case .unknownCommand(let name, let known):
      Explanation(
        message: "no command '\(name)'",
        hint: Spelling.nearest(to: name, among: known).map { "Did you mean '\($0)'?" }
          ?? "There are: \(known.joined(separator: ", ")).", exitCode: 2)
    case .missingText(let option):
      Explanation(
        message: "no \(option) to edit",
        hint: "Give --\(option) TEXT or --\(option)-file FILE (- is standard input).", exitCode: 2)
    case .unknownObjective(let name, let known):
      Explanation(
        message: "no objective '\(name)' in the catalog",
        hint: """
          \(Spelling.nearest(to: name, among: known).map { "Did you mean '\($0)'? " } ?? "")\
          Known: \(known.joined(separator: ", ")). For one of your own: \
          --objective "Name: The response should …"
          """, exitCode: 2)
    case .noObjectives:
      Explanation(
        message: "no objective is named", hint: "See 'metaaligner objectives list'.", exitCode: 2)
    case .unknownFamily(let name):
      Explanation(
        message: "no prompt family '\(name)'",
        hint: "The families are HH-RLHF, UltraFeedback and IMHI.", exitCode: 2)
    case .unknownPromptFormat(let name, let folder):
      Explanation(
        message: "\(folder): prompt_format is '\(name)', not raw or vicuna",
        exitCode: 2)
    case .noModel(let searched):
      Explanation(
        message: "no model found",
        hint: "Name a folder or a GGUF file with --model or METAALIGNER_MODEL. Looked in: "
          + searched.joined(separator: ", "), exitCode: 2)
    case .unknownModel(let name, let engines):
      Explanation(
        message: "there is no model '\(name)': no such path, and no engine of that name",
        hint: engines.isEmpty
          ? "The setting 'engines' of the configuration names engines; see docs/configuration.md."
          : (Spelling.nearest(to: name, among: engines).map { "Did you mean '\($0)'? " } ?? "")
            + "The engines are \(engines.joined(separator: ", ")).", exitCode: 2)
    case .adapterNeedsLocalModel(let engine):
      Explanation(
        message: "an adapter changes a model of this machine, and '\(engine)' is a remote engine",
        hint: "Leave out --adapter, or name a model folder with --model.", exitCode: 2)
    case .checkpointSamplingNeedsLocalModel(let engine):
      Explanation(
        message: """
          --sampling checkpoint reads a model's own generation_config.json, and '\(engine)' is a remote engine
          """, hint: "Name the values: --temperature, --top-p and so on.", exitCode: 2)
    case .engineTrialFailed(let engine):
      Explanation(message: "the engine '\(engine)' failed its trial", exitCode: 1)
    case .notATerminal:
      Explanation(
        message: "the interactive program needs a terminal for its input and output",
        hint: "For scripts: metaaligner align --help", exitCode: 2)
    case .promptDoesNotFit(let promptTokens, let limit):
      Explanation(
        message: """
          the answer alone needs a prompt of \(promptTokens) tokens and the model has room for \
          \(limit)
          """, hint: "Shorten the answer, or use a model with a longer context.", exitCode: 2)
    case .tokenOutOfRange(let id, let vocabularySize):
      Explanation(
        message: "token id \(id) is not in the vocabulary, 0 to \(vocabularySize - 1)", exitCode: 2)
    case .vocabularyTooSmall(let tokenizer, let model):
      Explanation(
        message: "the tokenizer has \(tokenizer) pieces, and vocab_size of the model is \(model)",
        hint: "Set vocab_size to \(tokenizer) or more.", exitCode: 2)
    case .notEnoughMemoryToTrain(let needed, let available):
      Explanation(
        message: "training all weights takes \(needed >> 20) MiB of memory, and "
          + "\(available >> 20) MiB are available",
        hint: "Train an adapter with --lora-rank, or a smaller model.", exitCode: 1)
    case .notEnoughMemoryForModels(let models, let available):
      Explanation(
        message: models.map { "\($0.name) (\($0.bytes >> 20) MiB)" }.joined(separator: " and ")
          + " together take \(models.reduce(0) { $0 + $1.bytes } >> 20) MiB of memory, and "
          + "\(available >> 20) MiB are available",
        hint: "Take smaller models or a smaller format (--format q4_0), or leave --policy or "
          + "--compare-model out.",
        exitCode: 1)
    case .tooManyTokens(let count, let contextLength):
      Explanation(
        message: "\(count) tokens do not fit the model's context of \(contextLength)", exitCode: 2)
    case .malformedIDs(let text):
      Explanation(
        message: "'\(text)' is not a list of token ids", hint: "For example: --ids 1,15043,2787",
        exitCode: 2)
    case .editorFailed(let status):
      Explanation(
        message: [126, 127].contains(status)
          ? "the editor could not be started" : "the editor ended with status \(status)",
        hint: "Set VISUAL or EDITOR to your editor.", exitCode: 1)
    case .unwritableOutput(let number):
      // A reader that has seen enough, as in `| head`, is no failure worth a word.
      Explanation(
        message: number == EPIPE ? "" : "cannot write standard output: \(systemMessage(number))",
        exitCode: 1)
    case .rowsFailed(let count, let total, let first, let reason):
      Explanation(
        message: "\(count) of \(total) rows failed; row \(first): \(reason)",
        hint: "--retry-failed works on them again.", exitCode: 1)
    case .emptyKey:
      Explanation(
        message: "the key for the server is empty",
        hint: "Make one, for example with: openssl rand -hex 32", exitCode: 2)
    case .interrupted(let signal):
      Explanation(message: "", exitCode: 128 + signal)
    }
  }
}
