public import Checkpoints
import Tensors
import Tokenization
import Transformer

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
  /// - Throws: `GenerationError.checkpoint`, `.tokenizer`, `.vocabularyMismatch` or `.threadRefused`.
  public convenience init(
    path: String, options: LocalEngineOptions = LocalEngineOptions()
  ) throws(GenerationError) {
    try self.init(path: path, options: options, availableMemory: AvailableMemory.bytes)
  }

  init(
    path folder: String, options: LocalEngineOptions,
    availableMemory: @escaping @Sendable () -> Int?
  ) throws(GenerationError) {
    self.options = options
    guard let thread = EngineThread() else { throw .threadRefused }
    let workers = WorkerPool(threadCount: options.threads ?? WorkerPool.defaultThreadCount)
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint.open(folder, allowsPickle: options.allowsPickle) } catch {
      throw .checkpoint(error)
    }
    do { tokenizer = try TokenizerLoader.load(folder: folder) } catch { throw .tokenizer(error) }
    do {
      model = try LanguageModelLoader.load(checkpoint, format: options.format, workers: workers)
    } catch { throw .checkpoint(error) }
    let configuration = checkpoint.configuration
    // Tokens added in the configuration may have ids beyond the vocabulary proper.
    let added = [tokenizer.beginningOfSequence, tokenizer.endOfSequence].compactMap(\.self)
    let needed = max(tokenizer.vocabularySize, (added.max() ?? 0) + 1)
    guard needed <= configuration.vocabularySize else {
      throw .vocabularyMismatch(tokenizer: needed, model: configuration.vocabularySize)
    }
    warnings = model.warnings
    generationDefaults = checkpoint.generationDefaults
    let endOfSequence = Set(configuration.endOfSequence)
      .union(checkpoint.generationDefaults?.endOfSequence ?? [])
      .union(tokenizer.endOfSequence.map { [$0] } ?? [])
    scheduler = GenerationScheduler(
      thread: thread, model: model, tokenizer: tokenizer, workers: workers,
      endOfSequence: endOfSequence, options: options, availableMemory: availableMemory)
    let metadata = checkpoint.metadata
    description = EngineDescription(
      name: metadata?.name ?? folder.lastPathComponent,
      elementType: checkpoint.dominantElementType.name,
      arithmetic: options.arithmetic.rawValue,
      contextLength: configuration.contextLength, location: folder,
      trainedObjectives: metadata?.objectives ?? [], family: metadata?.family,
      promptFormat: metadata?.promptFormat)
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
