import ArgumentParser
import Checkpoints
import Generation
import StrictJSON
import Tensors
import Tokenization
import Transformer

/// `metaaligner debug`: the parts of the core one by one, to check them against other programs.
struct DebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug",
    abstract: "Check the parts of the core against other programs.",
    discussion: """
      EXAMPLES:
        metaaligner debug tokenize --model models/default --bos 'Hello there'
        metaaligner debug detokenize --model models/default 401 402
        metaaligner debug logits --model models/default --ids 1,2,3 --all --json
        metaaligner debug generate --model models/default --ids 1,2,3 --count 8 \\
          --json
        metaaligner debug score --model models/default --prompt 'Hello' \\
          --continuation ' there' --json
        metaaligner debug gradients --model models/default --rows rows.json --json
        metaaligner debug screen --rate 1000
      """,
    subcommands: [
      TokenizeCommand.self, DetokenizeCommand.self, LogitsCommand.self, GenerateCommand.self,
      ScoreCommand.self, GradientsCommand.self, DebugScreenCommand.self,
    ])
}

struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Print the token ids of a text as a JSON array.",
    discussion: """
      Needs only the tokenizer of the model.

      EXAMPLE:
        metaaligner debug tokenize --model models/default --bos 'Hello there'
      """)

  @OptionGroup var model: ModelFolder
  @Flag(help: "Puts the beginning-of-sequence token first.") var bos = false
  @Argument(help: "The text: the last argument, whatever it begins with.") var text: String

  func run() throws {
    let tokenizer = try TokenizerLoader.load(Checkpoint.tokenizerOnly(model.model))
    var ids = tokenizer.encode(text)
    if bos, let beginning = tokenizer.beginningOfSequence { ids.insert(beginning, at: 0) }
    try StandardOutput.writeLine(.array(ids.map { .integer(Int64($0)) }))
  }
}

struct DetokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detokenize",
    abstract: "Print the text of token ids, nothing added.",
    discussion: """
      Needs only the tokenizer of the model. Control tokens give no text.

      EXAMPLE:
        metaaligner debug detokenize --model models/default 401 402
      """)

  @OptionGroup var model: ModelFolder
  @Argument(help: "The ids; without any the text is empty.") var ids: [Int] = []

  func run() throws {
    let tokenizer = try TokenizerLoader.load(Checkpoint.tokenizerOnly(model.model))
    if let id = ids.first(where: { !(0..<tokenizer.vocabularySize).contains($0) }) {
      throw CommandError.tokenOutOfRange(id: id, vocabularySize: tokenizer.vocabularySize)
    }
    try StandardOutput.write(tokenizer.decode(ids))
  }
}

struct LogitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logits",
    abstract: "Print a model's logits after token ids.",
    discussion: """
      Prints with --json {"argmax": […], "last_logits": […]}: the most likely next token after the last id, or after every id with --all, \
      and the logits after the last. Works without a tokenizer.

      EXAMPLE:
        metaaligner debug logits --model models/default --ids 1,2,3 --all --json
      """)

  @OptionGroup var core: CoreOptions
  @Flag(help: "The argmax of every position.") var all = false

  func run() throws {
    let model = try core.loadModel()
    let ids = try core.parseIDs(model.configuration, extra: 0)
    let session = core.session(of: model, capacity: ids.count)
    let logits = session.forward(ids, logits: all ? .all : .last)
    let argmax = (0..<logits.rowCount).map { logits.argmax(row: $0) }
    guard core.json else { return try core.writePlain(argmax) }
    try StandardOutput.writeLine([
      "argmax": .array(argmax.map { .integer(Int64($0)) }),
      "last_logits": .array(logits.row(logits.rowCount - 1).map { JSONValue(Double($0)) }),
    ])
  }
}

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Print the ids of a greedy continuation.",
    discussion: """
      Prints with --json {"ids": […]}; the end-of-sequence token does not end it. Works without a tokenizer.

      EXAMPLE:
        metaaligner debug generate --model models/default --ids 1,2,3 --count 8 --json
      """)

  @OptionGroup var core: CoreOptions
  @Option(parsing: .unconditional, help: "How many tokens to generate.") var count: Int

  func validate() throws {
    if count < 1 { throw ValidationError("--count must be at least 1.") }
  }

  func run() throws {
    let model = try core.loadModel()
    // The last token generated is never read back, so it needs no room.
    let ids = try core.parseIDs(model.configuration, extra: count - 1)
    let session = core.session(of: model, capacity: ids.count + count - 1)
    var generated: [Int] = []
    var logits = session.forward(ids, logits: .last)
    while true {
      let next = logits.argmax(row: logits.rowCount - 1)
      generated.append(next)
      if generated.count == count { break }
      logits = session.forward([next], logits: .last)
    }
    guard core.json else { return try core.writePlain(generated) }
    try StandardOutput.writeLine(["ids": .array(generated.map { .integer(Int64($0)) })])
  }
}

/// The model that the debug commands read.
struct ModelFolder: ParsableArguments {
  @Option(help: ArgumentHelp("The model folder, or a GGUF file.", valueName: "model"))
  var model: String
}

/// What the commands of the bare core share.
struct CoreOptions: ParsableArguments {
  @OptionGroup var folder: ModelFolder
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Token ids with commas between.", valueName: "ids"))
  var ids: String
  @Flag(help: "Prints JSON; else ids with blanks between.") var json = false
  @OptionGroup private var compute: DebugComputeOptions

  func loadModel() throws -> any LanguageModel {
    try compute.kernels.choose()
    let workers = WorkerPool(threadCount: threadCount)
    return try LanguageModelLoader.load(
      Checkpoint.open(
        folder.model, allowsPickle: compute.pickle.pickle, adapter: compute.adapterOption.adapter,
        workers: workers), format: compute.format.elementType, workers: workers)
  }

  private var threadCount: Int {
    compute.threadOption.threads ?? WorkerPool.defaultThreadCount
  }

  func writePlain(_ ids: [Int]) throws(CommandError) {
    try StandardOutput.write(ids.map(String.init).joined(separator: " ") + "\n")
  }

  func session(of model: any LanguageModel, capacity: Int) -> any InferenceSession {
    model.makeSession(
      capacity: capacity, workers: WorkerPool(threadCount: threadCount),
      options: InferenceOptions(
        arithmetic: compute.arithmetic, cacheType: compute.cacheType.elementType))
  }

  /// The ids, checked against the model.
  ///
  /// - Parameters:
  ///   - configuration: Of the model.
  ///   - extra: Positions needed beyond the ids.
  /// - Returns: The ids.
  /// - Throws: `CommandError` where one is no id of the model, or the context is too short.
  func parseIDs(_ configuration: ModelConfiguration, extra: Int) throws(CommandError) -> [Int] {
    var parsed: [Int] = []
    for part in ids.split(separator: ",", omittingEmptySubsequences: false) {
      guard let id = Int(part.filter { $0 != " " }) else { throw .malformedIDs(ids) }
      guard (0..<configuration.vocabularySize).contains(id) else {
        throw .tokenOutOfRange(id: id, vocabularySize: configuration.vocabularySize)
      }
      parsed.append(id)
    }
    let (count, overflow) = parsed.count.addingReportingOverflow(extra)
    guard !overflow, count <= configuration.contextLength else {
      throw .tooManyTokens(
        count: overflow ? .max : count, contextLength: configuration.contextLength)
    }
    return parsed
  }
}

/// How the debug commands compute: without rounding unless asked for.
struct DebugComputeOptions: ParsableArguments {
  @Option(help: "stored: weights stay as the model has them. q8_0, q4_0: rounded at load.")
  var format = ComputeOptions.WeightFormat.stored
  @Option(help: "exact: activations stay 32-bit floats. fast: as align computes.")
  var arithmetic = Arithmetic.exact
  @Option(name: .customLong("kv-cache"), help: "How keys and values of tokens read are kept.")
  var cacheType = CacheType.f32
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var pickle: PickleOption
  @OptionGroup var adapterOption: AdapterOption
  @OptionGroup var threadOption: ThreadOption
}
