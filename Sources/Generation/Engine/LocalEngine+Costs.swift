extension LocalEngine {
  /// Measures what passes over several tokens cost, at the end of a prompt.
  ///
  /// - Parameters:
  ///   - promptTokens: How many tokens stand before.
  ///   - repetitions: Passes of each size; their median counts.
  /// - Returns: The table.
  /// - Throws: `GenerationError` where the context or memory has no room.
  public func measurePassCosts(
    promptTokens: Int = 128, repetitions: Int = 5
  ) async throws(GenerationError) -> PassCosts {
    try await scheduler.measurePassCosts(promptTokens: promptTokens, repetitions: repetitions)
  }
}
