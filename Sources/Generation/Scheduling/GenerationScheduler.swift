import Checkpoints
import Dispatch
import Synchronization
import Tensors
import Tokenization
import Transformer

/// Runs all generations of an engine, on the engine's thread: whoever waits for a step takes part in the next pass.
///
/// Joining and leaving changes nobody's text, since a token's logits do not depend on what they are computed with. When
/// nobody waits it prepares what may be asked for next.
actor GenerationScheduler {
  nonisolated let thread: EngineThread
  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  let model: any LanguageModel
  let tokenizer: any Tokenizer
  let workers: WorkerPool
  let context: InferenceContext
  /// Where all keys and values lie.
  nonisolated let pool: KeyValuePagePool
  let endOfSequence: Set<Int>
  let speculates: Bool
  /// Memory that may still be taken; nil where that is not known.
  let availableMemory: @Sendable () -> Int?

  var cache: PrefixCache
  var times: PassTimes
  var running: [Int: RunningGeneration] = [:]
  /// Generations whose consumers wait for an event that takes a pass, in the order in which they came.
  var waiting: [Waiter] = []
  /// What is scored while nobody waits for a text, in the order in which it was asked for.
  var scoring: [ScoringWork] = []
  /// What is prepared while nobody waits.
  var idleWork = IdleWork()
  /// Those who got an event from the last pass and may come back for the next.
  private var expected: [Int] = []
  /// Until when they are waited for.
  private var gathersUntil = DispatchTime.now()

  /// Passes run so far.
  var passCount = 0

  private nonisolated let idSource = Atomic<Int>(0)
  /// Messages that do not wait for an answer.
  private nonisolated let mailbox = Mutex(Mailbox())

  /// A consumer that waits.
  struct Waiter {
    let generation: LocalGeneration
    let continuation: CheckedContinuation<Result<GenerationEvent?, GenerationError>, Never>
  }

  private struct Mailbox {
    var dropped: [Int] = []
    var wishes: IdleWork.Wishes?
  }

  init(
    thread: EngineThread, model: any LanguageModel, tokenizer: any Tokenizer, workers: WorkerPool,
    endOfSequence: Set<Int>, options: LocalEngineOptions, costs: PassCosts?,
    availableMemory: @escaping @Sendable () -> Int?
  ) {
    self.thread = thread
    times = PassTimes(costs: costs)
    self.model = model
    self.tokenizer = tokenizer
    self.workers = workers
    self.endOfSequence = endOfSequence
    self.availableMemory = availableMemory
    speculates = options.speculation
    let context = model.makeContext(
      workers: workers,
      options: InferenceOptions(arithmetic: options.arithmetic, cacheType: options.cacheType))
    self.context = context
    pool = context.pool
    let budget = options.prefixCacheBytes ?? Self.defaultCacheBytes(availableMemory())
    cache = PrefixCache(byteBudget: budget, pool: context.pool)
    // Weak, since the scheduler owns the thread.
    thread.setWork { [weak self] in
      self?.assumeIsolated { $0.turn() } ?? .sleep
    }
  }

  /// A quarter of what is free, 2 GiB at the most.
  private static func defaultCacheBytes(_ available: Int?) -> Int {
    min((available ?? 1 << 30) / 4, 2 << 30)
  }

  /// Bytes kept for requests to come.
  var cachedByteCount: Int { cache.byteCount }

  var contextLength: Int { model.configuration.contextLength }

  // MARK: - From any thread

  nonisolated func makeID() -> Int { idSource.wrappingAdd(1, ordering: .relaxed).newValue }

  /// Nobody will ask for more of a generation.
  nonisolated func forget(_ id: Int) {
    mailbox.withLock { $0.dropped.append(id) }
    thread.wake()
  }

  /// Replaces what is to be prepared.
  nonisolated func prepare(_ wishes: IdleWork.Wishes) {
    mailbox.withLock { $0.wishes = wishes }
    thread.wake()
  }

  // MARK: - Steps

  /// The next event of a generation; nil after its last.
  func next(
    _ generation: LocalGeneration, isFirst: Bool
  ) async -> Result<GenerationEvent?, GenerationError> {
    do {
      if isFirst {
        if generation.isCancelled { return .success(.summary(.cancelledAtOnce)) }
        shelveIdleWork()
        // What nobody waits for is not worth what is kept.
        running[generation.id] = try begin(
          generation.request, prompt: generation.prompt,
          evicts: generation.request.priority == .interactive)
      }
      guard running[generation.id] != nil else { return .success(nil) }
      if let event = try nextEvent(of: generation) { return .success(event) }
    } catch {
      return .failure(error)
    }
    return await withCheckedContinuation { continuation in
      waiting.append(Waiter(generation: generation, continuation: continuation))
    }
  }

  /// An event that takes no pass.
  private func nextEvent(
    of generation: LocalGeneration
  ) throws(GenerationError) -> GenerationEvent? {
    guard let state = running[generation.id] else { return nil }
    do {
      let event = try state.nextEvent(isCancelled: generation.isCancelled)
      if state.hasEnded { retire(generation.id) }
      return event
    } catch {
      // What led to logits that are no numbers is not worth keeping.
      running[generation.id] = nil
      throw error
    }
  }

  /// Ends a generation, and keeps what it has read for those to come.
  private func retire(_ id: Int) {
    guard let decoder = running.removeValue(forKey: id)?.decoder else { return }
    cache.keep(decoder.sequence, tokens: decoder.tokensRead)
  }

  // MARK: - The thread's work

  /// What the thread does between jobs.
  private func turn() -> EngineThread.Turn {
    openMailbox()
    answerWaiters()
    if waiting.contains(where: { $0.generation.request.priority == .interactive }) {
      if isGathering { return .wait(gathersUntil) }
      runPass(.interactive)
      return .again
    }
    // Between two of its steps a generation has not ended: it is about to ask for the next.
    guard !running.values.contains(where: { $0.priority == .interactive }) else { return .sleep }
    if !waiting.isEmpty {
      runPass(.background)
      return .again
    }
    return scoring.isEmpty ? runIdleWork() : runScoring()
  }

  /// Attends to what was said without waiting for an answer.
  func openMailbox() {
    let mail = mailbox.withLock { mailbox in
      defer { mailbox = Mailbox() }
      return mailbox
    }
    for id in mail.dropped { retire(id) }
    if let wishes = mail.wishes {
      shelveIdleWork()
      idleWork.wishes = wishes
    }
  }

  /// Whether somebody of the last pass is likely to join the next in a moment.
  private var isGathering: Bool {
    DispatchTime.now() < gathersUntil
      && expected.contains { id in
        running[id] != nil && !waiting.contains { $0.generation.id == id }
      }
  }

  /// One pass for all who wait and are as urgent, prompts by pieces.
  private func runPass(_ priority: GenerationRequest.Priority) {
    let start = DispatchTime.now()
    let members = waiting.filter { $0.generation.request.priority == priority }
    let decoders = members.compactMap { running[$0.generation.id]?.decoder }
    let isDecoding = decoders.contains { $0.unreadPromptTokens == 0 }
    let seconds = priority == .background ? 0.04 : isDecoding ? 0.06 : 0.25
    runModel(
      decoders,
      promptTokens: promptPiece(seconds: seconds, least: priority == .background ? 8 : 32))
    let passed = members.map(\.generation.id)
    answerWaiters()
    expected = passed
    // Reading the weights once for all is worth a wait that is short beside it.
    let nanoseconds = DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds
    gathersUntil = .now() + .nanoseconds(Int(min(nanoseconds / 4, 3_000_000)))
  }

  /// Gives their events to those for whom there are some.
  private func answerWaiters() {
    waiting.removeAll { waiter in
      do throws(GenerationError) {
        guard let event = try nextEvent(of: waiter.generation) else { return false }
        waiter.continuation.resume(returning: .success(event))
      } catch {
        waiter.continuation.resume(returning: .failure(error))
      }
      return true
    }
  }
}

extension GenerationSummary {
  /// Of a generation whose consumer was cancelled before it began.
  static let cancelledAtOnce = GenerationSummary(
    promptTokens: 0, generatedTokens: 0, timeToFirstToken: nil, decodeTime: .zero,
    stopReason: .cancelled)
}
