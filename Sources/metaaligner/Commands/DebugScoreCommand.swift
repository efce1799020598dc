import ArgumentParser
import Generation
import Storage
import StrictJSON
import Tensors

/// `metaaligner debug score`: how likely a model finds a text.
struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Print the log-probabilities of a continuation's tokens.",
    discussion: """
      Prompt and continuation are tokenized as one text. Prints the sum of the natural logarithms; with --json {"prompt_tokens": …, \
      "ids": […], "log_probabilities": […], "total": …}, one id and one logarithm a token of the continuation.

      EXAMPLE:
        metaaligner debug score --model models/default --prompt 'Hello' \\
          --continuation ' there' --json
      """)

  @OptionGroup var model: ModelFolder
  @Option(
    parsing: .unconditional, help: ArgumentHelp("What stands before.", valueName: "text"))
  var prompt: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A file with what stands before; - is standard input.", valueName: "file"))
  var promptFile: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The text to score.", valueName: "text"))
  var continuation: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A file with the text to score; - is standard input.", valueName: "file"))
  var continuationFile: String?
  @Flag(help: "Prints JSON; else the sum alone.") var json = false
  @OptionGroup private var compute: DebugComputeOptions

  func validate() throws {
    if (prompt == nil) == (promptFile == nil) {
      throw ValidationError("Give --prompt or --prompt-file.")
    }
    if (continuation == nil) == (continuationFile == nil) {
      throw ValidationError("Give --continuation or --continuation-file.")
    }
    if promptFile == "-", continuationFile == "-" {
      throw ValidationError("Standard input can be the prompt or the continuation, not both.")
    }
  }

  func run() async throws {
    let prompt = try Self.text(self.prompt, promptFile)
    let continuation = try Self.text(self.continuation, continuationFile)
    try compute.kernels.choose()
    let engine = try LocalEngine(
      path: model.model,
      options: LocalEngineOptions(
        threads: compute.threadOption.threads, format: compute.format.elementType,
        arithmetic: compute.arithmetic, cacheType: compute.cacheType.elementType,
        prefixCacheBytes: 0, allowsPickle: compute.pickle.pickle,
        adapter: compute.adapterOption.adapter))
    let score = try await engine.score(prompt: prompt, continuation: continuation)
    guard json else { return try StandardOutput.write("\(score.total)\n") }
    try StandardOutput.writeLine([
      "prompt_tokens": .integer(Int64(score.promptTokens)),
      "ids": .array(score.tokens.map { .integer(Int64($0)) }),
      "log_probabilities": .array(score.logProbabilities.map { JSONValue($0) }),
      "total": JSONValue(score.total),
    ])
  }

  private static func text(_ text: String?, _ file: String?) throws(StorageError) -> String {
    guard let file else { return text ?? "" }
    return file == "-"
      ? try TextFile.readStandardInput() : try TextFile.read(file, acceptsPipes: true)
  }
}
