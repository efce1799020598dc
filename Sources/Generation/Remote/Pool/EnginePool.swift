import Synchronization

/// Several engines that serve the same model, used as one.
///
/// Each request goes to the one with the least to do. One that is out of order is left out, for longer each time, and asked
/// whether it is well before it gets work again; what it had been asked for goes to another, unless text of it was shown.
public final class EnginePool: Engine {
  /// The first engine's, under the pool's name and with the shortest context of all.
  public let description: EngineDescription

  private let engines: [any Engine]
  private let state: Mutex<EngineRoster>

  /// Creates a pool.
  ///
  /// - Parameters:
  ///   - name: What it is called; the names of its engines unless said otherwise.
  ///   - engines: At least one.
  public init(name: String? = nil, engines: [any Engine]) {
    precondition(!engines.isEmpty, "a pool of no engines can do nothing")
    self.engines = engines
    var description = engines[0].description
    description.name = name ?? engines.map(\.description.name).joined(separator: ", ")
    description.location = engines.map(\.description.location).joined(separator: ", ")
    description.contextLength =
      engines.map(\.description.contextLength).min() ?? description.contextLength
    self.description = description
    state = Mutex(EngineRoster(count: engines.count))
  }

  /// Asks the first engine that answers.
  public func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    try await withEngine { (engine) async throws(GenerationError) -> Int in
      try await engine.countTokens(prompt)
    }
  }

  /// A generation on the engine with the least to do when it begins.
  public func stream(_ request: GenerationRequest) -> GenerationStream {
    GenerationStream { PooledGeneration(pool: self) { engine in engine.stream(request) } }
  }

  /// An answer of the engine with the least to do when it begins.
  public func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    GenerationStream {
      PooledGeneration(pool: self) { (engine) async throws(GenerationError) -> GenerationStream in
        try await engine.chat(request)
      }
    }
  }

  /// The scores of the first engine that answers.
  public func score(_ request: ScoringRequest) async throws(GenerationError) -> ScoredText {
    try await withEngine { (engine) async throws(GenerationError) -> ScoredText in
      try await engine.score(request)
    }
  }

  private func withEngine<Value>(
    _ body: (any Engine) async throws(GenerationError) -> Value
  ) async throws(GenerationError) -> Value {
    var tried: Set<Int> = []
    var failure: GenerationError?
    while let lease = await lease(excluding: tried) {
      do throws(GenerationError) {
        let value = try await body(lease.engine)
        lease.end(.worked)
        return value
      } catch {
        lease.end(error.isOutage ? .failed : .worked)
        guard error.isOutage, !Task.isCancelled else { throw error }
        tried.insert(lease.index)
        failure = error
      }
    }
    throw failure ?? .cancelled
  }

  /// Takes the engine that should work next.
  ///
  /// - Parameter tried: Engines that are not to be taken.
  /// - Returns: The engine, until the lease ends; nil where each was tried, or the task is cancelled.
  func lease(excluding tried: Set<Int>) async -> EngineLease? {
    var excluded = tried
    while let choice = state.withLock({ $0.take(excluding: excluded, at: .now) }) {
      let engine = engines[choice.index]
      let lease = EngineLease(engine: engine, index: choice.index) { [self] outcome in
        state.withLock { $0.giveBack(choice.index, outcome, at: .now) }
      }
      // Whether it is well costs a moment to ask; work given to one that hangs costs its time-out.
      guard choice.isSuspect, let checked = engine as? any HealthCheckedEngine else { return lease }
      if await checked.isHealthy() { return lease }
      lease.end(.failed)
      excluded.insert(choice.index)
      if Task.isCancelled { return nil }
    }
    // Where all are out of order, one that was not tried for this request may as well be.
    let last = engines.indices.first { !tried.contains($0) }
    guard let last, !Task.isCancelled else { return nil }
    state.withLock { $0.begin(last) }
    return EngineLease(engine: engines[last], index: last) { [self] outcome in
      state.withLock { $0.giveBack(last, outcome, at: .now) }
    }
  }
}

/// An engine that can say whether it is well, without work.
public protocol HealthCheckedEngine: Engine {
  /// Whether it would take work now.
  func isHealthy() async -> Bool
}

extension RemoteEngine: HealthCheckedEngine {
  /// Whether the server answers and has loaded its model.
  public func isHealthy() async -> Bool {
    let path: RemotePath =
      [.llamaServer, .vllm].contains(configuration.dialect) ? .root("/health") : modelsPath
    do throws(RemoteProblem) {
      _ = try await server.document(path)
      return true
    } catch {
      // vLLM's answer is empty; some proxies have no such place.
      switch error {
      case .malformed, .status(404...405, _): return true
      default: return false
      }
    }
  }
}

extension GenerationError {
  /// Whether the engine is out of order, rather than the request.
  var isOutage: Bool {
    switch self {
    case .remote(let error): error.problem.isOutage
    case .engineStopped: true
    default: false
    }
  }
}

/// An engine at work for one request; gives it back when it is over, or forgotten.
final class EngineLease: Sendable {
  let engine: any Engine
  let index: Int
  private let isOver = Atomic<Bool>(false)
  private let giveBack: @Sendable (EngineRoster.Outcome) -> Void

  init(
    engine: any Engine, index: Int, giveBack: @escaping @Sendable (EngineRoster.Outcome) -> Void
  ) {
    self.engine = engine
    self.index = index
    self.giveBack = giveBack
  }

  deinit { end(.abandoned) }

  func end(_ outcome: EngineRoster.Outcome) {
    if !isOver.exchange(true, ordering: .relaxed) { giveBack(outcome) }
  }
}
