import Transformer

/// What an engine prepares while nobody waits for it.
struct IdleWork {
  /// What may be asked for next.
  struct Wishes {
    /// The likeliest first.
    var requests: ArraySlice<GenerationRequest> = []
    /// Whether texts are written as well.
    var generates = false
    /// Bytes of keys and values that meeting them has taken.
    var spentBytes = 0
  }

  var wishes = Wishes()
  /// What is under way, and the request that it is for.
  var current: (request: GenerationRequest, generation: RunningGeneration)?
}

extension GenerationScheduler {
  /// Whether nothing is left to prepare.
  var isPrepared: Bool {
    openMailbox()
    return idleWork.current == nil && idleWork.wishes.requests.isEmpty
  }

  /// One short piece of preparation, where nothing runs; whoever asks for something is heard after it.
  func runIdleWork() -> EngineThread.Turn {
    guard running.isEmpty else { return .sleep }
    guard let generation = idleWork.current?.generation ?? beginIdleWork() else { return .sleep }
    runModel([generation.decoder], promptTokens: promptPiece(seconds: 0.04, least: 8))
    if isPrepared(generation) {
      cache.keep(generation.decoder.sequence, tokens: generation.decoder.tokensRead)
      idleWork.current = nil
    }
    return .again
  }

  /// Begins the first wish that is not met already.
  private func beginIdleWork() -> RunningGeneration? {
    while let request = idleWork.wishes.requests.popFirst() {
      // What stands in the way of a request is told when somebody asks for it.
      guard let generation = try? begin(request, evicts: false), !isPrepared(generation) else {
        continue
      }
      // What was asked for is worth more than what may be: half of what is kept is out of reach.
      let decoder = generation.decoder
      let most = idleWork.wishes.generates ? decoder.mostPositions : decoder.prompt.count
      let bytes = pool.byteCount(positions: most)
      guard idleWork.wishes.spentBytes + bytes <= cache.byteBudget / 2 else { continue }
      idleWork.wishes.spentBytes += bytes
      idleWork.current = (request, generation)
      return generation
    }
    return nil
  }

  /// Whether nothing is left to prepare: the prompt is read, and the text written where that is wished for.
  private func isPrepared(_ generation: RunningGeneration) -> Bool {
    guard generation.decoder.unreadPromptTokens == 0 else { return false }
    guard idleWork.wishes.generates else { return true }
    do {
      while try generation.nextEvent(isCancelled: false) != nil {
        if generation.hasEnded { return true }
      }
      return false
    } catch {
      return true
    }
  }

  /// Puts preparation aside for real work, which may begin with what has been prepared.
  func shelveIdleWork() {
    guard let (request, generation) = idleWork.current else { return }
    idleWork.current = nil
    idleWork.wishes.requests = [request] + idleWork.wishes.requests
    cache.keep(generation.decoder.sequence, tokens: generation.decoder.tokensRead)
  }
}
