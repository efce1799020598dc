/// A request whose context was shortened until its prompt fits, as far as that goes.
public struct FittedRequest: Sendable, Equatable {
  /// The request; its context lacks the dropped turns.
  public let request: AlignmentRequest
  /// How many of the oldest turns were dropped.
  public let droppedTurns: Int
  /// The tokens of the request's prompt.
  public let promptTokens: Int
  /// The most tokens that were allowed.
  public let limit: Int
  /// Whether the prompt fits; false where even the last turn alone does not.
  public var fits: Bool { promptTokens <= limit }
}

extension AlignmentRequest {
  /// Drops the oldest turns of the context until the prompt fits, and no more than that takes.
  ///
  /// The last turn that says something, with the reply it opens, is never dropped: without it there is nothing to
  /// answer. Where even that does not fit, the result holds this shortest request, and `fits` is false. The prompt is
  /// counted O(log turns) times.
  ///
  /// - Parameters:
  ///   - limit: The most tokens the prompt may have.
  ///   - countTokens: Counts the tokens of a prompt.
  /// - Returns: The request that drops the fewest turns.
  /// - Throws: What `countTokens` throws.
  public func fitted<Failure: Error>(
    toPromptTokens limit: Int,
    countTokens: (String) async throws(Failure) -> Int
  ) async throws(Failure) -> FittedRequest {
    let whole = try await countTokens(prompt)
    if whole <= limit {
      return FittedRequest(request: self, droppedTurns: 0, promptTokens: whole, limit: limit)
    }
    let turns = Conversation.turns(of: context)
    let mostDropped = turns.lastIndex { !$0.isBlank } ?? max(0, turns.count - 1)
    guard mostDropped > 0 else {
      return FittedRequest(request: self, droppedTurns: 0, promptTokens: whole, limit: limit)
    }
    func dropping(_ count: Int) async throws(Failure) -> FittedRequest {
      var shorter = self
      shorter.context = Conversation.joined(turns.dropFirst(count))
      let tokens = try await countTokens(shorter.prompt)
      return FittedRequest(
        request: shorter, droppedTurns: count, promptTokens: tokens, limit: limit)
    }
    // More turns dropped means fewer tokens, so the fewest that suffice are found by halving.
    var best = try await dropping(mostDropped)
    guard best.fits else { return best }
    var tooFew = 0
    while best.droppedTurns - tooFew > 1 {
      let attempt = try await dropping(tooFew + (best.droppedTurns - tooFew) / 2)
      if attempt.fits { best = attempt } else { tooFew = attempt.droppedTurns }
    }
    return best
  }
}
