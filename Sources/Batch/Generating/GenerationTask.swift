public import Datasets
public import Generation
import StrictJSON

/// Answers each row's question with an engine: `generated_text`, `stop_reason`, `prompt_tokens` and `generated_tokens`.
public struct GenerationTask: RowTask {
  /// How a question is given to the model.
  public enum Form: Sendable, Equatable {
    /// As it is: what the model continues.
    case raw
    /// As a dialogue in the form that the model was trained to answer.
    case chat(system: String?)
  }

  private let engine: any Engine
  private let promptColumn: String
  private let form: Form
  private let maximumTokens: Int
  private let stopStrings: [String]
  private let sampling: @Sendable (_ row: Int) throws(GenerationError) -> Sampling
  private let explain: @Sendable (GenerationError) -> String

  /// Makes a task.
  ///
  /// - Parameters:
  ///   - engine: What answers.
  ///   - promptColumn: The column of the questions.
  ///   - form: How they are given to it.
  ///   - maximumTokens: The most tokens of an answer.
  ///   - stopStrings: Texts that end an answer.
  ///   - sampling: How a row's tokens are chosen; the same for the same row.
  ///   - explain: The words that the journal keeps of an error.
  public init(
    engine: any Engine, promptColumn: String, form: Form, maximumTokens: Int,
    stopStrings: [String] = [],
    sampling: @escaping @Sendable (_ row: Int) throws(GenerationError) -> Sampling,
    explain: @escaping @Sendable (GenerationError) -> String
  ) {
    self.engine = engine
    self.promptColumn = promptColumn
    self.form = form
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
    self.sampling = sampling
    self.explain = explain
  }

  /// A seed of a row's own, so that a draw depends on the row alone and not on what was drawn before.
  ///
  /// - Parameters:
  ///   - seed: The job's.
  ///   - row: Which row, from 0.
  /// - Returns: The row's seed.
  public static func seed(_ seed: UInt64, row: Int) -> UInt64 {
    // The golden ratio's bits spread the rows' numbers over the generator's seeds.
    var generator = SeededGenerator(
      seed: seed &+ UInt64(truncatingIfNeeded: row) &* 0x9E37_79B9_7F4A_7C15)
    return generator.next()
  }

  /// Answers a row.
  public func result(for row: DataRow) async throws(RowTaskError) -> RowResult {
    guard let prompt = row[promptColumn], !prompt.isEmpty else {
      throw .unfit(reason: "there is no text in the column '\(promptColumn)'")
    }
    do throws(GenerationError) {
      let (text, summary) = try await answer(prompt, row: row.number)
      guard summary.stopReason != .cancelled else { throw GenerationError.cancelled }
      let values: JSONObject = JSONObject([
        ("generated_text", .string(text)),
        ("stop_reason", .string(summary.stopReason.rawValue)),
        ("prompt_tokens", .integer(Int64(summary.promptTokens))),
        ("generated_tokens", .integer(Int64(summary.generatedTokens))),
      ])
      return RowResult(values: values, generatedTokens: summary.generatedTokens)
    } catch {
      throw rowError(error)
    }
  }

  private func answer(
    _ prompt: String, row: Int
  ) async throws(GenerationError) -> (String, GenerationSummary) {
    let sampling = try sampling(row)
    let stream: GenerationStream
    switch form {
    case .raw:
      stream = engine.stream(
        GenerationRequest(
          prompt: prompt, sampling: sampling, maximumTokens: maximumTokens,
          stopStrings: stopStrings))
    case .chat(let system):
      stream = try await engine.chat(
        ChatRequest(
          messages: DialogueMessages.make(of: prompt, system: system), sampling: sampling,
          maximumTokens: maximumTokens, stopStrings: stopStrings))
    }
    var text = ""
    for try await event in stream {
      switch event {
      case .prefill: break
      case .text(let piece): text += piece
      case .summary(let summary): return (text, summary)
      }
    }
    throw .engineStopped("its text ended without a summary")
  }

  private func rowError(_ error: GenerationError) -> RowTaskError {
    switch error {
    case .cancelled: .cancelled
    case .promptTooLong, .promptTooLarge: .unfit(reason: explain(error))
    case .notEnoughMemory: .busy(reason: explain(error))
    case .chatUnsupported, .invalidSampling, .invalidTokenLimit, .threadRefused, .checkpoint,
      .tokenizer, .vocabularyMismatch, .modelTooLarge:
      .hopeless(error)
    default: .failed(reason: explain(error))
    }
  }
}
