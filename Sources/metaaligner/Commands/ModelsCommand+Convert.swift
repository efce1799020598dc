import ArgumentParser
import Checkpoints
import Generation
import Synchronization
import Tensors
import Tokenization

/// `metaaligner models convert`: a model as a GGUF file.
struct ModelConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a model as a GGUF file.",
    discussion: """
      Writes the weights, the tokenizer and what the model says about its prompts into one file, which llama.cpp \
      opens too. Norms and biases stay in F32. q4_0 keeps the output matrix in Q8_0, where llama.cpp has Q6_K.

      EXAMPLES:
        metaaligner models convert models/default --format q8_0 -o default-q8_0.gguf
        metaaligner models convert tinyllama-f16.gguf --format q4_0 \\
          -o tinyllama-q4_0.gguf
      """)

  @Argument(help: ArgumentHelp("A model folder, or a GGUF file.", valueName: "source"))
  var source: String

  @Option(
    help: ArgumentHelp(
      "How to store the matrices: f32, f16, bf16, q8_0 or q4_0.", valueName: "format"))
  var format: MatrixFormat

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Flag(help: "Replaces the file where there is one.") var force = false
  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.") var quiet = false
  @OptionGroup private var adapterOption: AdapterOption
  @OptionGroup private var threadOption: ThreadOption

  func run() throws {
    let workers = WorkerPool(threadCount: threadOption.threads ?? WorkerPool.defaultThreadCount)
    let checkpoint = try Checkpoint.open(
      source, adapter: adapterOption.adapter, workers: workers)
    let vocabulary = try TokenizerLoader.vocabulary(checkpoint.tokenizerSource)
    let warnings = try checkpoint.checkTensors()
    let conversion = try Conversion(
      checkpoint, vocabulary: vocabulary, format: format.elementType)
    let notices = Notices(isQuiet: quiet, isVerbose: false)
    for warning in warnings { notices.notice(ErrorReporter.describe(warning)) }
    if conversion.isRequantized {
      notices.notice(
        "the source is quantised already, so the result is worse than one of the original")
    }
    for type in ElementType.allCases {
      guard let names = conversion.exceptions[type] else { continue }
      let more = names.count > 1 ? " and \(names.count - 1) more" : ""
      notices.notice("\(names[0])\(more) stored as \(type.name)")
    }
    try write(conversion, workers: workers)
  }

  /// Writes the file; a signal ends it without a trace.
  private func write(_ conversion: Conversion, workers: WorkerPool) throws {
    let isCancelled = Mutex(false)
    let signals = InterruptSignals { isCancelled.withLock { $0 = true } }
    defer { signals.stop() }
    var meter = ProgressMeter(label: "converting", isShown: !quiet && StandardError.isTerminal)
    defer { meter.clear() }
    do {
      try conversion.write(to: output, isReplacing: force, workers: workers) { written, total in
        meter.show(written, of: total)
        return !isCancelled.withLock { $0 }
      }
    } catch {
      if error == .cancelled, let signal = signals.received {
        throw CommandError.interrupted(signal: signal)
      }
      throw error
    }
  }
}
