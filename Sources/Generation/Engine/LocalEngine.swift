public import Checkpoints
public import Tensors
import Tokenization
public import Transformer

/// Generates with our own transformer core on this machine's processor.
public final class LocalEngine: Engine {
  /// The model, for people.
  public let description: EngineDescription
  /// What was odd about the model's files, without keeping it from working.
  public let warnings: [CheckpointWarning]
  /// The checkpoint's own wishes for sampling.
  public let generationDefaults: GenerationDefaults?

  /// How it computes and what it may keep.
  public let options: LocalEngineOptions

  let model: any LanguageModel
  let tokenizer: any Tokenizer
  let scheduler: GenerationScheduler
  /// How it wants dialogues, or why it cannot be asked in one.
  let chatForm: Result<ChatForm, GenerationError>

  /// Loads a model folder: configuration, tokenizer, mapped weights.
  ///
  /// - Parameters:
  ///   - folder: A folder in the layout of Hugging Face.
  ///   - threads: How many threads compute; as many as the machine has cores unless said otherwise.
  /// - Throws: `GenerationError.checkpoint`, `.tokenizer`, `.vocabularyMismatch` or `.threadRefused`.
  public convenience init(folder: String, threads: Int? = nil) throws(GenerationError) {
    try self.init(path: folder, options: LocalEngineOptions(threads: threads))
  }

  /// Loads a model: configuration, tokenizer, mapped weights.
  ///
  /// - Parameters:
  ///   - path: A folder in the layout of Hugging Face, or a GGUF file.
  ///   - options: How to compute and what to keep.
  ///   - progress: Called on this thread as matrices are bound or packed.
  /// - Throws: `GenerationError.checkpoint`, `.tokenizer`, `.vocabularyMismatch`, `.modelTooLarge` or `.threadRefused`.
  public convenience init(
    path: String, options: LocalEngineOptions = LocalEngineOptions(),
    progress: @escaping (LoadingProgress) -> Void = { _ in }
  ) throws(GenerationError) {
    try self.init(
      path: path, options: options, progress: progress, availableMemory: AvailableMemory.bytes)
  }

  convenience init(
    path: String, options: LocalEngineOptions,
    progress: @escaping (LoadingProgress) -> Void = { _ in }, costs: PassCosts? = nil,
    availableMemory: @escaping @Sendable () -> Int?
  ) throws(GenerationError) {
    let workers = WorkerPool(threadCount: options.threads ?? WorkerPool.defaultThreadCount)
    // Before the files are opened, so that what is written meanwhile is never taken for what was loaded.
    let files = ModelRevision.current(of: [path] + (options.adapter.map { [$0] } ?? []))
    var checkpoint: Checkpoint
    let tokenizer: any Tokenizer
    let model: any LanguageModel
    do throws(CheckpointError) {
      checkpoint = try Checkpoint.open(path, allowsPickle: options.allowsPickle)
    } catch {
      throw .checkpoint(error)
    }
    do throws(TokenizationError) {
      tokenizer = try TokenizerLoader.load(checkpoint.tokenizerSource)
    } catch {
      throw .tokenizer(error)
    }
    let needed = checkpoint.weightBytes(as: options.format)
    if let available = availableMemory(), needed > available {
      throw .modelTooLarge(neededBytes: needed, availableBytes: available)
    }
    do throws(CheckpointError) {
      if let adapter = options.adapter {
        checkpoint = try checkpoint.merging(AdapterFolder.read(adapter), workers: workers)
      }
      model = try LanguageModelLoader.load(
        checkpoint, format: options.format, workers: workers, progress: progress)
    } catch {
      throw .checkpoint(error)
    }
    let metadata = checkpoint.metadata
    let description = EngineDescription(
      name: metadata?.name ?? path.lastPathComponent,
      elementType: (options.format ?? checkpoint.dominantElementType).name,
      arithmetic: options.arithmetic.rawValue,
      contextLength: model.configuration.contextLength, location: path,
      revision: files.map { "\($0) \(options.cacheType.name) \(Kernels.chosen.name)" },
      trainedObjectives: metadata?.objectives ?? [], family: metadata?.family,
      promptFormat: metadata?.promptFormat)
    try self.init(
      model: model, tokenizer: tokenizer, description: description,
      generationDefaults: checkpoint.generationDefaults, options: options, workers: workers,
      costs: costs, chatForm: ChatForm.find(of: checkpoint, tokenizer: tokenizer),
      availableMemory: availableMemory)
  }

  /// Puts a model and its tokenizer on a thread of their own.
  ///
  /// With given `costs` the lengths of guesses depend on them alone, not on what passes take.
  init(
    model: any LanguageModel, tokenizer: any Tokenizer, description: EngineDescription,
    generationDefaults: GenerationDefaults?, options: LocalEngineOptions, workers: WorkerPool,
    costs: PassCosts? = nil,
    chatForm: Result<ChatForm, GenerationError> = .failure(.chatUnsupported),
    availableMemory: @escaping @Sendable () -> Int?
  ) throws(GenerationError) {
    guard let thread = EngineThread() else { throw .threadRefused }
    let configuration = model.configuration
    // Tokens added in the configuration may have ids beyond the vocabulary proper.
    let added = [tokenizer.beginningOfSequence, tokenizer.endOfSequence].compactMap(\.self)
    let needed = max(tokenizer.vocabularySize, (added.max() ?? 0) + 1)
    guard needed <= configuration.vocabularySize else {
      throw .vocabularyMismatch(tokenizer: needed, model: configuration.vocabularySize)
    }
    self.description = description
    self.generationDefaults = generationDefaults
    self.options = options
    self.model = model
    self.tokenizer = tokenizer
    self.chatForm = chatForm
    warnings = model.warnings
    let endOfSequence = Set(configuration.endOfSequence)
      .union(generationDefaults?.endOfSequence ?? [])
      .union(tokenizer.endOfSequence.map { [$0] } ?? [])
    scheduler = GenerationScheduler(
      thread: thread, model: model, tokenizer: tokenizer, workers: workers,
      endOfSequence: endOfSequence, options: options, costs: costs,
      availableMemory: availableMemory)
  }

  /// The number of tokens of a prompt, with those that the tokenizer adds.
  public func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    tokenizer.encodePrompt(prompt).count
  }

  /// A generation on the engine's thread.
  public func stream(_ request: GenerationRequest) -> GenerationStream {
    GenerationStream { [scheduler] in LocalGeneration(scheduler: scheduler, request: request) }
  }

  /// Reads prompts, and writes texts, that may be asked for next, while nothing else runs.
  public func prefetch(_ requests: [GenerationRequest], generating: Bool) {
    scheduler.prepare(IdleWork.Wishes(requests: requests[...], generates: generating))
  }
}

extension Checkpoint {
  /// About what the weights take where decoding is not to wait for the disk, mapped or not.
  ///
  /// - Parameter format: What float matrices become when the model loads; nil leaves them.
  /// - Returns: The bytes.
  public func weightBytes(as format: ElementType?) -> Int {
    let stored = dominantElementType
    let embedding = configuration.vocabularySize * configuration.width
    let matrices = max(0, parameterCount - embedding)
    let type = stored.isFloat ? format ?? stored : stored
    return stored.byteCount(of: min(embedding, parameterCount)) + type.byteCount(of: matrices)
  }
}

extension ModelConfiguration {
  /// Weights that take part in each token's arithmetic.
  var approximateParameterCount: Int {
    let attention = width * headWidth * 2 * (headCount + keyValueHeadCount)
    return layerCount * (attention + 3 * width * feedForwardWidth) + vocabularySize * width
  }
}

extension String {
  /// What stands after the last slash, trailing slashes aside.
  fileprivate var lastPathComponent: String {
    split(separator: "/").last.map(String.init) ?? self
  }
}
