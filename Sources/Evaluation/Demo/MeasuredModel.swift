import Generation

/// What a measurement asks of a model.
protocol MeasuredModel: Sendable {
  /// Whether each token of a right edit, its end among them, is the likeliest after those before it.
  func likeliest(
    _ edit: String, after prompt: String
  ) async throws(GenerationError) -> [Bool]

  /// What the model writes when it always takes the likeliest token.
  ///
  /// - Parameters:
  ///   - prompt: What stands before.
  ///   - expected: The right edit: what runs on far beyond its length is cut off.
  ///   - answer: What is edited; it is guessed that much of it comes again.
  /// - Returns: The text up to its end.
  /// - Throws: `GenerationError` where the prompt does not fit, or the model breaks off.
  func edit(
    _ prompt: String, expected: String, answer: String
  ) async throws(GenerationError) -> String
}

/// A model of the local core.
struct LocalModel: MeasuredModel {
  let engine: LocalEngine

  func likeliest(
    _ edit: String, after prompt: String
  ) async throws(GenerationError) -> [Bool] {
    try await engine.score(wholeText: edit, after: prompt).areLikeliest
  }

  func edit(
    _ prompt: String, expected: String, answer: String
  ) async throws(GenerationError) -> String {
    let tokens = try await engine.countTokens(expected)
    let request = GenerationRequest(
      prompt: prompt, maximumTokens: tokens + tokens / 2 + 64, draftSources: [answer])
    var text = ""
    for try await event in engine.stream(request) {
      if case .text(let more) = event { text += more }
    }
    return text
  }
}
