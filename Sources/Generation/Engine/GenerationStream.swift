/// The events of one generation, made one step at a time as they are asked for.
///
/// Nothing runs ahead of the consumer, so there is no buffer to bound. Each `next()` checks for cancellation before it
/// does its step: a cancelled consumer gets a summary that says `.cancelled` and then nil. The stream may be iterated
/// more than once; each iteration is a generation of its own.
public struct GenerationStream: AsyncSequence, Sendable {
  private let start: @Sendable () -> any GenerationStepper

  /// Creates a stream.
  ///
  /// - Parameter start: Makes the source of events of one iteration.
  public init(start: @escaping @Sendable () -> any GenerationStepper) {
    self.start = start
  }

  /// Starts a generation.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(stepper: start())
  }

  /// One generation in progress.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let stepper: any GenerationStepper

    /// Does one step of the generation; nil after the summary.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(GenerationError) -> GenerationEvent? {
      try await stepper.next()
    }
  }
}

@available(*, unavailable)
extension GenerationStream.AsyncIterator: Sendable {}

/// The source of one generation's events.
public protocol GenerationStepper: Sendable {
  /// Does one step; nil after the summary, and after an error.
  func next() async throws(GenerationError) -> GenerationEvent?
}
