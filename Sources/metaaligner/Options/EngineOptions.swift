import ArgumentParser

/// Which model, and how far it may go.
struct EngineOptions: ParsableArguments {
  enum Overflow: String, ExpressibleByArgument, CaseIterable {
    case error, trim
  }

  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      """
      A remote engine of the configuration, as 'metaaligner engines list' names it: what --model does, for names that \
      are paths as well. (default: none)
      """, valueName: "name"))
  var engine: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tokens to generate.", valueName: "count"))
  var maxTokens = 1024

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Ends the edit where this text appears; may be given again.", valueName: "text"))
  var stop: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      When the prompt does not fit the model's context: error refuses it, trim leaves out the oldest turns of the \
      context. (default: error for align, trim for chat)
      """, valueName: "what"))
  var overflow: Overflow?

  /// The model or engine that was named, if any.
  var name: String? { engine ?? model.model }

  func validate() throws {
    if model.model != nil, engine != nil {
      throw ValidationError("Give --model or --engine, not both.")
    }
    if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1.") }
    if stop.contains("") { throw ValidationError("--stop must not be empty.") }
  }
}

/// Where the model is, and what computes it.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A model folder in the layout of Hugging Face, or a GGUF file; align and chat take the name of a remote engine too. \
      (default: METAALIGNER_MODEL, else the embedded model)
      """, valueName: "path|name"))
  var model: String?

  @OptionGroup var compute: ComputeOptions
}

/// How many threads compute.
struct ThreadOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads that compute. (default: one a core)", valueName: "count"))
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be from 1 to 256.")
    }
  }
}
