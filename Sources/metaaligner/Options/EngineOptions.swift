import ArgumentParser

/// Which model, and how far it may go.
struct EngineOptions: ParsableArguments {
  enum Overflow: String, ExpressibleByArgument, CaseIterable {
    case error, trim
  }

  @OptionGroup var model: ModelOptions

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

  func validate() throws {
    if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1.") }
    if stop.contains("") { throw ValidationError("--stop must not be empty.") }
  }
}

/// Where the model is, and what computes it.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model folder in the layout of Hugging Face, or a GGUF file. (default: METAALIGNER_MODEL, else the embedded model)",
      valueName: "path"))
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
