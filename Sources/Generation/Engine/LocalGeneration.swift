import Synchronization

/// One generation of a `LocalEngine`, as its consumer holds it.
final class LocalGeneration: GenerationStepper {
  let request: GenerationRequest
  /// The prompt, where it is tokens instead of the request's text.
  let prompt: PromptTokens?
  /// What the scheduler knows it by.
  let id: Int
  private let scheduler: GenerationScheduler
  private let cancellation = Atomic<Bool>(false)
  private let hasBegun = Atomic<Bool>(false)

  init(scheduler: GenerationScheduler, request: GenerationRequest, prompt: PromptTokens? = nil) {
    self.scheduler = scheduler
    self.request = request
    self.prompt = prompt
    id = scheduler.makeID()
  }

  deinit {
    if hasBegun.load(ordering: .relaxed) { scheduler.forget(id) }
  }

  /// Whether the consumer was cancelled.
  var isCancelled: Bool { cancellation.load(ordering: .relaxed) }

  func next() async throws(GenerationError) -> GenerationEvent? {
    let isFirst = !hasBegun.exchange(true, ordering: .relaxed)
    return try await withTaskCancellationHandler {
      await scheduler.next(self, isFirst: isFirst)
    } onCancel: {
      cancellation.store(true, ordering: .relaxed)
    }.get()
  }
}
