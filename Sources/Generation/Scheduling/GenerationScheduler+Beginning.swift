import Tokenization
import Transformer

extension GenerationScheduler {
  /// Checks a request and prepares its generation, as far along as earlier requests have come.
  ///
  /// - Parameters:
  ///   - request: What to continue.
  ///   - given: The prompt, where it is tokens instead of the request's text.
  ///   - evicts: Whether what is kept for later may be given up for it.
  /// - Returns: The generation.
  /// - Throws: `GenerationError` where the request cannot be met.
  func begin(
    _ request: GenerationRequest, prompt given: PromptTokens? = nil, evicts: Bool = true
  ) throws(GenerationError) -> RunningGeneration {
    let start = ContinuousClock().now
    guard request.maximumTokens >= 1 else { throw .invalidTokenLimit(request.maximumTokens) }
    let bytes = request.prompt.utf8.count
    // The longest pieces of known tokenizers have about a hundred bytes; a file given by mistake is refused at once.
    guard bytes / 256 <= contextLength else {
      throw .promptTooLarge(bytes: bytes, contextLength: contextLength)
    }
    let prompt = given?.ids ?? tokenizer.encodePrompt(request.prompt)
    guard !prompt.isEmpty, prompt.count < contextLength else {
      throw .promptTooLong(promptTokens: prompt.count, contextLength: contextLength)
    }
    let room = contextLength - prompt.count
    try checkMemory(
      positions: prompt.count + min(room, request.maximumTokens), evicts: evicts)
    let known = cache.start(prompt)
    let decoder = TokenDecoder(
      sequence: known?.sequence ?? context.makeSequence(), prompt: prompt,
      sampling: request.sampling, endOfSequence: endOfSequence.union(given?.ends ?? []),
      maximumTokens: request.maximumTokens, contextLength: contextLength,
      drafter: drafter(for: request, prompt: prompt))
    if let logits = known?.logits { decoder.begin(with: logits) }
    return RunningGeneration(
      decoder: decoder, start: start, detokenizer: tokenizer.makeDetokenizer(),
      stopStrings: request.stopStrings, priority: request.priority)
  }

  private func drafter(for request: GenerationRequest, prompt: [Int]) -> Drafter? {
    guard speculates, request.maximumTokens > 1 else { return nil }
    var sources = tokenizer.draftSources(request.draftSources)
    // The same prompt is likely to be continued as it was the last time.
    let earlier = cache.continuation(of: prompt)
    if !earlier.isEmpty {
      sources.insert(earlier + (tokenizer.endOfSequence.map { [$0] } ?? []), at: 0)
    }
    return Drafter(sources: sources, prompt: prompt)
  }

  /// Refuses what the system would end by killing a process: memory is only taken as it is used.
  func checkMemory(positions: Int, evicts: Bool = true) throws(GenerationError) {
    // What is running will grow too.
    let promised = running.values.reduce(0) { sum, generation in
      sum + pool.byteCount(positions: generation.decoder.mostPositions)
        - pool.byteCount(positions: generation.decoder.sequence.count)
    }
    let needed =
      promised
      + model.contextByteCount(
        positions: positions, sequences: 1, workers: workers, options: context.options)
    guard let available = availableMemory(), needed > available else { return }
    guard evicts else { throw .notEnoughMemory(neededBytes: needed, availableBytes: available) }
    // What is kept for later is not worth a refusal now.
    cache.clear()
    pool.releaseFreePages()
    if let available = availableMemory(), needed > available {
      throw .notEnoughMemory(neededBytes: needed, availableBytes: available)
    }
  }
}
