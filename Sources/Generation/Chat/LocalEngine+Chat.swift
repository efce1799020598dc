import Checkpoints
import Tokenization
import Transformer

extension LocalEngine {
  /// An answer to a dialogue, in the form of the model's own chat template.
  ///
  /// Names of special tokens in the template become these tokens, those in messages stay text; what begins a sequence
  /// stands where the template puts it. The answer ends where the template would end it.
  ///
  /// - Parameter request: What to answer.
  /// - Returns: The answer's events; the generation starts when the stream is first asked for one.
  /// - Throws: `GenerationError.chatUnsupported` where the model has no template and none is known for it,
  ///   `.chatTemplate` where the template refuses the dialogue, `.promptTooLong` where that does not fit.
  public func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    let form = try chatForm.get()
    let prompt = try chatPrompt(request.messages)
    let limit = model.configuration.contextLength
    guard prompt.count < limit else {
      throw .promptTooLong(promptTokens: prompt.count, contextLength: limit)
    }
    let generation = GenerationRequest(
      prompt: "", sampling: request.sampling, maximumTokens: request.maximumTokens,
      stopStrings: request.stopStrings + [form.endText].compactMap(\.self))
    let tokens = PromptTokens(ids: prompt, ends: Set([form.endOfTurn].compactMap(\.self)))
    return GenerationStream { [scheduler] in
      LocalGeneration(scheduler: scheduler, request: generation, prompt: tokens)
    }
  }

  /// The number of tokens of a dialogue in the form of the model's chat template.
  public func countTokens(
    of messages: [ChatMessage]
  ) async throws(GenerationError) -> Int? {
    try chatPrompt(messages).count
  }

  private func chatPrompt(_ messages: [ChatMessage]) throws(GenerationError) -> [Int] {
    let form = try chatForm.get()
    let limit = model.configuration.contextLength
    let bytes = messages.reduce(0) { $0 + $1.content.utf8.count }
    guard bytes / 256 <= limit else { throw .promptTooLarge(bytes: bytes, contextLength: limit) }
    let ids = tokenizer.encode(try form.parts(of: messages))
    let known = model.configuration.vocabularySize
    if let id = ids.first(where: { $0 >= known }) {
      throw .vocabularyMismatch(tokenizer: id + 1, model: known)
    }
    return ids
  }
}

/// A prompt that is tokens already, and further tokens that end what follows it.
struct PromptTokens: Sendable {
  let ids: [Int]
  let ends: Set<Int>
}
