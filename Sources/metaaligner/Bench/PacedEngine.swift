import Generation

/// An engine whose text comes from outside, piece by piece; later requests get none.
actor PacedEngine: Engine {
  nonisolated let description = EngineDescription(
    name: "scripted", elementType: "F32", contextLength: 1 << 20, location: "memory")
  private var chunks: AsyncStream<String>.Iterator
  private var hasEnded = false

  init(chunks: AsyncStream<String>) {
    self.chunks = chunks.makeAsyncIterator()
  }

  nonisolated func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    prompt.utf8.count / 4
  }

  nonisolated func stream(_ request: GenerationRequest) -> GenerationStream {
    GenerationStream { PacedGeneration(engine: self) }
  }

  /// The next piece, nil after the last.
  fileprivate func nextChunk() async -> String? {
    if hasEnded { return nil }
    var iterator = chunks
    let chunk = await iterator.next(isolation: self)
    chunks = iterator
    hasEnded = chunk == nil
    return chunk
  }
}

private actor PacedGeneration: GenerationStepper {
  private let engine: PacedEngine
  private var hasEnded = false

  init(engine: PacedEngine) {
    self.engine = engine
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    if hasEnded { return nil }
    if let chunk = await engine.nextChunk() { return .text(chunk) }
    hasEnded = true
    return .summary(
      GenerationSummary(
        promptTokens: 100, generatedTokens: 100, timeToFirstToken: .milliseconds(1),
        decodeTime: .milliseconds(1), stopReason: .endOfSequence))
  }
}
