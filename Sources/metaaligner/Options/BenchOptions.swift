import ArgumentParser
import Generation
import StrictJSON
import Tensors
import Transformer

/// What `bench` measures, and how it computes.
struct BenchModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model folder in the layout of Hugging Face, or a GGUF file. (default: METAALIGNER_MODEL, else the embedded model)",
      valueName: "path"))
  var model: String?

  @Option(help: "Random weights, made in memory, in the shape of a well-known model.")
  var shape: BenchShape?

  @Option(
    help: ArgumentHelp(
      """
      The weights' format. A model's own numbers can become q8_0 or q4_0; other formats must be the model's own. \
      (default: as stored; bf16 for a shape)
      """))
  var format: MatrixFormat?

  @OptionGroup private var precision: PrecisionOptions

  @OptionGroup private var kernels: KernelOptions

  @OptionGroup private var pickleOption: PickleOption

  @OptionGroup private var adapterOption: AdapterOption

  @OptionGroup private var threadOption: ThreadOption

  /// How far activations may be rounded.
  var arithmetic: Arithmetic { precision.arithmetic }

  /// How keys and values are kept.
  var cacheType: CacheType { precision.cacheType }

  /// Whether PyTorch's archives are read.
  var pickle: Bool { pickleOption.pickle }

  /// The folder of an adapter.
  var adapter: String? { adapterOption.adapter }

  /// Threads that compute.
  var threads: Int { threadOption.threads ?? WorkerPool.defaultThreadCount }

  func validate() throws {
    if model != nil, shape != nil {
      throw ValidationError("Give --model or --shape, not both.")
    }
    if adapter != nil, shape != nil {
      throw ValidationError("--adapter belongs to a model; leave out --shape.")
    }
  }

  /// Chooses the kernels; nothing may have been computed before.
  func chooseKernels() throws(KernelLevelError) {
    try kernels.choose()
  }

  var inferenceOptions: InferenceOptions {
    InferenceOptions(arithmetic: arithmetic, cacheType: cacheType.elementType)
  }

  /// What the weights are quantised to at load; nil leaves them.
  var loadFormat: ElementType? {
    switch format {
    case .q8_0: .q8_0
    case .q4_0: .q4_0
    default: nil
    }
  }

  var engineOptions: LocalEngineOptions {
    LocalEngineOptions(
      threads: threads, format: loadFormat, arithmetic: arithmetic,
      cacheType: cacheType.elementType, allowsPickle: pickle, adapter: adapter)
  }
}

/// How much `bench` computes.
struct BenchWorkOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Tokens of the prompt. (default: 512, or what the model's context has room for)",
      valueName: "count"))
  var promptTokens: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Tokens written one after another.", valueName: "count"))
  var decodeTokens = 64

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Texts written at once.", valueName: "count"))
  var batch = 16

  @Option(
    help: ArgumentHelp(
      "A CSV file of known edits: query, generated_text, aligned.", valueName: "file"))
  var edits: String?

  func validate() throws {
    if let promptTokens, !(1...1 << 20).contains(promptTokens) {
      throw ValidationError("--prompt-tokens must be from 1 to \(1 << 20).")
    }
    guard (1...1 << 20).contains(decodeTokens) else {
      throw ValidationError("--decode-tokens must be from 1 to \(1 << 20).")
    }
    guard (1...256).contains(batch) else {
      throw ValidationError("--batch must be from 1 to 256.")
    }
  }

  /// What to compute with a model of this context.
  ///
  /// - Throws: `CommandError.tooManyTokens`.
  func work(contextLength: Int) throws(CommandError) -> CoreWork {
    var work = CoreWork(decodeTokens: decodeTokens, batch: batch)
    // After the prompt come the longest draft and a few tokens.
    let room = contextLength - CoreWork.tokensAfterPrompt
    work.promptTokens = promptTokens ?? max(1, min(CoreWork.usualPromptTokens, room))
    let needed = max(work.promptTokens + CoreWork.tokensAfterPrompt, decodeTokens)
    guard needed <= contextLength else {
      throw .tooManyTokens(count: needed, contextLength: contextLength)
    }
    return work
  }
}

extension CoreWork {
  /// How much was computed, by the names in the document.
  var facts: [(String, JSONValue)] {
    [
      ("prompt_tokens", .integer(Int64(promptTokens))),
      ("decode_tokens", .integer(Int64(decodeTokens))), ("batch", .integer(Int64(batch))),
    ]
  }
}
