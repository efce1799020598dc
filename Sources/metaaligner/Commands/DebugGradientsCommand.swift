import ArgumentParser
import Checkpoints
import Storage
import StrictJSON
import Tensors
import Training

/// `metaaligner debug gradients`: loss and gradients of a few rows, to compare with another program's.
struct GradientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "Print the loss of rows of token ids and the norm of every gradient.",
    discussion: """
      Reads a JSON file {"rows": [{"input_ids": […], "prompt_length": n}, …]} and other members, which are ignored. The loss is the \
      mean cross-entropy of all tokens from each row's prompt_length on.

      Prints with --json {"loss": …, "gradient_norms": {name: …}}, with the checkpoint's names; else a line each. Works without a \
      tokenizer.

      EXAMPLE:
        metaaligner debug gradients --model models/default --rows rows.json --json
      """)

  @OptionGroup var model: ModelFolder
  @Option(help: ArgumentHelp("The rows.", valueName: "file")) var rows: String
  @Option(help: "none: activations are kept for the backward pass. layers: computed again.")
  var recompute = ActivationRecomputation.none
  @Flag(help: "Prints JSON; else lines.") var json = false
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var pickle: PickleOption
  @OptionGroup var threadOption: ThreadOption

  func run() throws {
    try kernels.choose()
    let checkpoint = try Checkpoint.open(model.model, allowsPickle: pickle.pickle)
    let sequences = try GradientRows.read(rows, checkpoint.configuration)
    let workers = WorkerPool(threadCount: threadOption.threads ?? WorkerPool.defaultThreadCount)
    let trainable = try TrainableModel.load(checkpoint, workers: workers)
    let computation = GradientComputation(
      model: trainable, workers: workers, recomputation: recompute)
    let targets = sequences.reduce(0) { $0 + $1.lossTokenCount }
    let loss = computation.accumulate(sequences, scale: 1 / Float(max(1, targets)))
    let norms = trainable.parameters.map { ($0.name, $0.gradientNorm) }
    guard json else {
      let lines = [("loss", loss.mean)] + norms
      return try StandardOutput.write(lines.map { "\($0.0) \($0.1)\n" }.joined())
    }
    try StandardOutput.writeLine([
      "loss": JSONValue(loss.mean),
      "gradient_norms": .object(JSONObject(norms.map { ($0.0, JSONValue($0.1)) })),
    ])
  }
}

/// Why a file of rows is refused.
enum GradientRowsError: Error, Sendable, Equatable {
  /// It is no JSON.
  case json(path: String, JSONError)
  /// It has no list `rows`, or an empty one.
  case noRows(path: String)
  /// A row, from 0, lacks `input_ids` or `prompt_length`, or one of them is not what it should be.
  case malformedRow(path: String, row: Int)
}

/// The rows of a file like those that the references are made of.
enum GradientRows {
  /// Reads and checks them.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - configuration: Of the model that will read the tokens.
  /// - Returns: The rows; the prompts carry no loss.
  /// - Throws: `StorageError`, `GradientRowsError`, or `CommandError` for ids that the model does not have.
  static func read(
    _ path: String, _ configuration: ModelConfiguration
  ) throws -> [TrainingSequence] {
    let text = try TextFile.read(path, acceptsPipes: true)
    let document: JSONValue
    do throws(JSONError) {
      document = try JSONParser.parse(Array(text.utf8))
    } catch {
      throw GradientRowsError.json(path: path, error)
    }
    guard let rows = document["rows"]?.arrayValue, !rows.isEmpty else {
      throw GradientRowsError.noRows(path: path)
    }
    return try rows.enumerated().map { index, row in
      guard let sequence = sequence(row) else {
        throw GradientRowsError.malformedRow(path: path, row: index)
      }
      try check(sequence, configuration)
      return sequence
    }
  }

  private static func sequence(_ row: JSONValue) -> TrainingSequence? {
    guard let ids = row["input_ids"]?.arrayValue, let prompt = row["prompt_length"]?.intValue,
      (0..<ids.count).contains(prompt)
    else { return nil }
    let tokens = ids.compactMap { $0.intValue.flatMap(Int32.init(exactly:)) }
    guard tokens.count == ids.count else { return nil }
    return TrainingSequence(tokens: tokens, targetStart: prompt)
  }

  private static func check(
    _ sequence: TrainingSequence, _ configuration: ModelConfiguration
  ) throws(CommandError) {
    let vocabulary = configuration.vocabularySize
    if let id = sequence.tokens.first(where: { !(0..<vocabulary).contains(Int($0)) }) {
      throw .tokenOutOfRange(id: Int(id), vocabularySize: vocabulary)
    }
    guard sequence.tokens.count <= configuration.contextLength else {
      throw .tooManyTokens(
        count: sequence.tokens.count, contextLength: configuration.contextLength)
    }
  }
}
