/// What goes wrong at the command line itself.
enum CommandError: Error, Sendable, Equatable {
  /// An argument is not UTF-8; the first is 1.
  case argumentNotUTF8(position: Int)
  /// No such subcommand.
  case unknownCommand(name: String, known: [String])
  /// Neither a text nor a file was given for what is needed.
  case missingText(option: String)
  /// No such objective in the catalog.
  case unknownObjective(name: String, known: [String])
  /// `--objectives` names nothing.
  case noObjectives
  /// No such family of prompts.
  case unknownFamily(name: String)
  /// A model's `metaaligner.json` asks for a prompt format that is not known.
  case unknownPromptFormat(name: String, folder: String)
  /// No model was named and none is embedded.
  case noModel(searched: [String])
  /// A name is neither a path nor an engine of the configuration.
  case unknownModel(name: String, engines: [String])
  /// An adapter was named for an engine that is not on this machine.
  case adapterNeedsLocalModel(engine: String)
  /// An engine that is not on this machine has no `generation_config.json` to sample by.
  case checkpointSamplingNeedsLocalModel(engine: String)
  /// An engine did not do in a trial what it should.
  case engineTrialFailed(engine: String)
  /// The interactive program needs a terminal.
  case notATerminal
  /// The prompt, even without the older turns of its context, does not fit.
  case promptDoesNotFit(promptTokens: Int, limit: Int)
  /// A token id that the model does not have.
  case tokenOutOfRange(id: Int, vocabularySize: Int)
  /// A tokenizer has more pieces than a new model's `config.json` has room for.
  case vocabularyTooSmall(tokenizer: Int, model: Int)
  /// The weights, gradients and moments of a full training do not fit; bytes.
  case notEnoughMemoryToTrain(neededBytes: Int, availableBytes: Int)
  /// The weights of the models of a run do not fit into memory together; bytes.
  case notEnoughMemoryForModels([ModelSize], availableBytes: Int)
  /// More ids than the model's context holds.
  case tooManyTokens(count: Int, contextLength: Int)
  /// A list of ids cannot be read.
  case malformedIDs(String)
  /// The editor could not be started, or ended with this status.
  case editorFailed(status: Int32)
  /// Standard output cannot be written.
  case unwritableOutput(errorNumber: Int32)
  /// A job's rows failed; the first, from 0, and why.
  case rowsFailed(count: Int, total: Int, first: Int, reason: String)
  /// A key for a server has nothing in it.
  case emptyKey
  /// A signal ended the command; what it had made has been written.
  case interrupted(signal: Int32)

  /// What a model's weights take.
  struct ModelSize: Sendable, Equatable {
    /// What the model is for, in a word or two.
    let name: String
    let bytes: Int
  }
}
