/// One generation of a pool: begins anew on another engine while nothing of its text was shown.
actor PooledGeneration: GenerationStepper {
  private let pool: EnginePool
  private let begin: @Sendable (any Engine) async throws(GenerationError) -> GenerationStream
  private var lease: EngineLease?
  private var iterator: GenerationStream.AsyncIterator?
  private var tried: Set<Int> = []
  private var lastFailure: GenerationError?
  private var hasText = false
  private var isOver = false

  init(
    pool: EnginePool,
    begin: @escaping @Sendable (any Engine) async throws(GenerationError) -> GenerationStream
  ) {
    self.pool = pool
    self.begin = begin
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    while !isOver {
      do throws(GenerationError) {
        guard let event = try await step() else {
          end(.worked)
          return nil
        }
        if case .text = event { hasText = true }
        if case .summary(let summary) = event {
          end(summary.stopReason == .cancelled ? .abandoned : .worked)
        }
        return event
      } catch {
        try fail(error)
      }
    }
    return nil
  }

  private func step() async throws(GenerationError) -> GenerationEvent? {
    if iterator == nil {
      guard let lease = await pool.lease(excluding: tried) else {
        isOver = true
        throw Task.isCancelled ? .cancelled : lastFailure ?? .cancelled
      }
      self.lease = lease
      iterator = try await begin(lease.engine).makeAsyncIterator()
    }
    guard var current = iterator else { return nil }
    let event = try await current.next(isolation: self)
    iterator = current
    return event
  }

  /// - Throws: The failure, unless another engine may do better.
  private func fail(_ error: GenerationError) throws(GenerationError) {
    let index = lease?.index
    lease?.end(error.isOutage ? .failed : .worked)
    lease = nil
    iterator = nil
    guard !isOver, error.isOutage, !hasText, !Task.isCancelled, let index else {
      isOver = true
      throw error
    }
    tried.insert(index)
    lastFailure = error
  }

  private func end(_ outcome: EngineRoster.Outcome) {
    lease?.end(outcome)
    lease = nil
    iterator = nil
    isOver = true
  }
}
