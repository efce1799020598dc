import Synchronization

/// An engine that plays a script, for tests of whatever consumes one.
public final class ScriptedEngine: Engine {
  /// What it claims to be.
  public let description: EngineDescription
  private let script: @Sendable (GenerationRequest) -> [ScriptedStep]

  /// Creates an engine.
  ///
  /// - Parameters:
  ///   - description: What it claims to be.
  ///   - script: The steps of the answer to a request.
  public init(
    description: EngineDescription = EngineDescription(
      name: "scripted", elementType: "F32", contextLength: 4096, location: "memory"),
    script: @escaping @Sendable (GenerationRequest) -> [ScriptedStep]
  ) {
    self.description = description
    self.script = script
  }

  /// Counts words, as a stand-in for tokens.
  public func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    prompt.split { $0.isWhitespace }.count
  }

  /// Plays the script.
  public func stream(_ request: GenerationRequest) -> GenerationStream {
    GenerationStream { [script] in ScriptedGeneration(steps: script(request)) }
  }
}

/// One step of a script.
public enum ScriptedStep: Sendable {
  /// Reports an event.
  case event(GenerationEvent)
  /// Waits until somebody opens the gate.
  case pause(until: Gate)
  /// Fails.
  case fail(GenerationError)
}

/// Holds whoever waits until it is opened or the waiting task is cancelled.
public final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var cancelled: Set<Int> = []
    var nextID = 0
  }
  private let state = Mutex(State())

  /// Creates a closed gate.
  public init() {}

  /// Lets everybody pass, now and later.
  public func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  /// Returns once the gate is open or the task is cancelled.
  public func wait() async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let passes = state.withLock { state in
          if state.isOpen || state.cancelled.contains(id) { return true }
          state.waiters[id] = continuation
          return false
        }
        if passes { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        state.cancelled.insert(id)
        return state.waiters.removeValue(forKey: id)
      }
      waiter?.resume()
    }
  }
}

private actor ScriptedGeneration: GenerationStepper {
  private var steps: ArraySlice<ScriptedStep>

  init(steps: [ScriptedStep]) {
    self.steps = steps[...]
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    while let step = steps.popFirst() {
      if Task.isCancelled { return cancelled() }
      switch step {
      case .event(let event): return event
      case .pause(let gate):
        await gate.wait()
        if Task.isCancelled { return cancelled() }
      case .fail(let error):
        steps = []
        throw error
      }
    }
    return nil
  }

  private func cancelled() -> GenerationEvent {
    steps = []
    return .summary(
      GenerationSummary(
        promptTokens: 0, generatedTokens: 0, timeToFirstToken: nil, decodeTime: .zero,
        stopReason: .cancelled))
  }
}
