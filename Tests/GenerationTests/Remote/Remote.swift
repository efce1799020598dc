import HTTPClient
import TestSupport

@testable import Generation

/// What tests of remote engines have in common.
enum Remote {
  static func configuration(
    _ dialect: RemoteDialect, _ url: String, key: SecretSource = .none
  ) -> RemoteEngineConfiguration {
    var configuration = RemoteEngineConfiguration(
      name: "box", url: url, dialect: dialect, model: StubEngineServer.model, key: key)
    configuration.retry = RetryPolicy(
      attempts: 3, base: .milliseconds(1), cap: .milliseconds(1))
    configuration.timeouts.closing = .milliseconds(20)
    return configuration
  }

  static func collect(
    _ stream: GenerationStream
  ) async throws(GenerationError) -> (text: String, summary: GenerationSummary?) {
    var text = ""
    var summary: GenerationSummary?
    for try await event in stream {
      switch event {
      case .prefill: break
      case .text(let piece): text += piece
      case .summary(let end): summary = end
      }
    }
    return (text, summary)
  }

  static let request = GenerationRequest(prompt: "Human: Tea? Assistant:", maximumTokens: 100)
}
