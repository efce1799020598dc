import Alignment
import ChatTemplates
import Generation

extension ErrorReporter {
  static func explain(_ error: GenerationError) -> Explanation {
    switch error {
    case .checkpoint(let error): explain(error)
    case .tokenizer(let error): explain(error)
    case .vocabularyMismatch(let tokenizer, let model):
      Explanation(
        message: """
          the tokenizer has \(tokenizer) tokens and the model knows \(model): they do not belong together
          """, hint: "Take config.json, the weights and tokenizer.model from one source.",
        exitCode: 2)
    case .promptTooLong(let promptTokens, let contextLength):
      Explanation(
        message: """
          the prompt has \(promptTokens) tokens and the model's context holds \(contextLength), text to generate included
          """,
        hint: "--overflow trim leaves out the oldest turns of the context; or shorten the texts.",
        exitCode: 2)
    case .notEnoughMemory(let needed, let available):
      Explanation(
        message: """
          the prompt and the text to generate would take \(megabytes(needed)) of memory, and \(megabytes(available)) are available
          """,
        hint: "Allow fewer tokens (--max-tokens), shorten the texts, or close other programs.",
        exitCode: 1)
    case .modelTooLarge(let needed, let available):
      Explanation(
        message:
          "the model's weights take \(megabytes(needed)) of memory, and \(megabytes(available)) are available",
        hint: "Take a smaller model or format (--format q4_0), or close other programs.",
        exitCode: 1)
    case .threadRefused:
      Explanation(
        message: "the system refuses another thread",
        hint: "Raise the limit on processes (ulimit -u, or the container's).", exitCode: 1)
    case .promptTooLarge(let bytes, let contextLength):
      Explanation(
        message: """
          the prompt has \(bytes) bytes, more than any text of the \(contextLength) tokens that the model's context holds
          """,
        hint: "--overflow trim leaves out the oldest turns of the context; or shorten the texts.",
        exitCode: 2)
    case .invalidTokenLimit(let limit):
      Explanation(message: "at least one token must be allowed, not \(limit)", exitCode: 2)
    case .invalidSampling(let parameter, let value, let range):
      Explanation(
        message:
          "\(parameter) must be \(range), not \(Int(exactly: value)?.description ?? "\(value)")",
        exitCode: 2)
    case .notFiniteLogits(let position):
      Explanation(
        message: "the model's arithmetic broke down at token \(position): no logit is a number",
        hint: "Its weights are damaged, or not meant for this architecture.", exitCode: 1)
    case .scoringUnsupported:
      Explanation(
        message: "this engine does not say how likely a text is",
        hint: "Use a local model: our own core does.", exitCode: 2)
    case .chatUnsupported:
      Explanation(
        message: "this model continues texts and knows no form of dialogues",
        hint: "Use raw prompts, or a model whose folder carries a chat template.", exitCode: 2)
    case .remote(let error): explain(error)
    case .chatTemplate(let file, let error): explain(error, file: file)
    case .cancelled: Explanation(message: "cancelled", exitCode: 1)
    case .engineStopped(let reason):
      Explanation(message: "the engine stopped: \(reason)", exitCode: 1)
    }
  }

  /// Bytes, rounded up to whole mebibytes.
  private static func megabytes(_ bytes: Int) -> String {
    "\((bytes >> 20) + (bytes & 0xF_FFFF == 0 ? 0 : 1)) MiB"
  }
}
