import Generation
import HTTPClient
import StrictJSON

/// What came of trying an engine.
struct EngineTrial {
  let configuration: RemoteEngineConfiguration
  /// Its description, where it could be reached.
  private(set) var description: EngineDescription?
  /// The models that the server lists.
  private(set) var models: [RemoteModel]?
  /// The text that it wrote.
  private(set) var text = ""
  private(set) var summary: GenerationSummary?
  /// What went wrong.
  private(set) var error: Explanation?

  private init(_ configuration: RemoteEngineConfiguration) { self.configuration = configuration }

  /// Tries an engine once: nothing is repeated.
  ///
  /// - Parameters:
  ///   - configuration: Where it is.
  ///   - prompt: What to continue.
  ///   - maximumTokens: The most tokens to ask for.
  /// - Returns: What came of it.
  static func run(
    _ configuration: RemoteEngineConfiguration, prompt: String, maximumTokens: Int
  ) async -> EngineTrial {
    var trial = EngineTrial(configuration)
    var once = configuration
    once.retry = .never
    do {
      let engine = try await EngineFactory.connect(once)
      trial.description = engine.description
      // Not every server lists its models.
      trial.models = try? await engine.models()
      let stream =
        configuration.dialect.continuesPrompts
        ? engine.stream(GenerationRequest(prompt: prompt, maximumTokens: maximumTokens))
        : try await engine.chat(
          ChatRequest(
            messages: [ChatMessage(role: .user, content: prompt)], maximumTokens: maximumTokens))
      for try await event in stream {
        switch event {
        case .prefill: break
        case .text(let piece): trial.text += piece
        case .summary(let summary): trial.summary = summary
        }
      }
    } catch {
      trial.error =
        ErrorReporter.explain(error) ?? Explanation(message: "\(error)", hint: nil, exitCode: 1)
    }
    return trial
  }

  /// What a person is told.
  var lines: String {
    var lines = ["\(configuration.name): \(configuration.dialect.rawValue) at \(configuration.url)"]
    if let models {
      let names = models.prefix(10).map(\.name).joined(separator: ", ")
      let more = models.count > 10 ? " and \(models.count - 10) more" : ""
      lines.append("  models: " + (models.isEmpty ? "none" : names + more))
    }
    if let description {
      lines.append("  context: \(description.contextLength) tokens")
    }
    if let summary {
      lines.append("  text: " + text.split(whereSeparator: \.isNewline).joined(separator: " "))
      lines.append("  " + summary.inWords)
    }
    if let error {
      lines.append("  failed: " + error.message)
      if let hint = error.hint { lines.append("  " + hint) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a script is told.
  var json: JSONValue {
    [
      "name": .string(configuration.name), "url": .string(configuration.url),
      "models": models.map { .array($0.map { .string($0.name) }) } ?? .null,
      "context_length": description.map { .integer(Int64($0.contextLength)) } ?? .null,
      "text": summary == nil ? .null : .string(text),
      "prompt_tokens": summary.map { .integer(Int64($0.promptTokens)) } ?? .null,
      "tokens": summary.map { .integer(Int64($0.generatedTokens)) } ?? .null,
      "stop_reason": summary.map { .string($0.stopReason.rawValue) } ?? .null,
      "time_to_first_token_seconds": summary?.timeToFirstToken.map { JSONValue($0.seconds) }
        ?? .null,
      "tokens_per_second": summary.map { JSONValue($0.tokensPerSecond) } ?? .null,
      "error": error.map { .string($0.message) } ?? .null,
    ]
  }
}
