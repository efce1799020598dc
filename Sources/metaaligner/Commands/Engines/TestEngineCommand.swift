import ArgumentParser
import Generation
import Storage
import StrictJSON

/// `metaaligner engines test`.
struct TestEngineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Ask an engine for its models and for a few tokens.",
    discussion: """
      Every server of a pool is asked. The text is a continuation of the prompt without any template around it, as the \
      aligner needs it; an engine that has no such form (anthropic) answers the prompt as a message.

      --json prints one document: schema and engines; each has name, url, models (null where the server does not list \
      them), context_length, text, prompt_tokens, tokens, stop_reason, time_to_first_token_seconds, tokens_per_second, and \
      error, which is null where all went well.

      EXAMPLES:
        metaaligner engines test workstation
        metaaligner engines test workstation --prompt 'Once upon a time' --max-tokens 50
      """)

  @Argument(help: "The engine's name in the configuration.") var name: String

  @OptionGroup var file: ConfigurationOption

  @Option(help: ArgumentHelp("What to continue.", valueName: "text"))
  var prompt = "The capital of France is"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tokens to ask for.", valueName: "count"))
  var maxTokens = 16

  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    if !(1...4096).contains(maxTokens) {
      throw ValidationError("--max-tokens must be from 1 to 4096.")
    }
  }

  func run() async throws {
    let factory = EngineFactory(try file.load())
    let configurations: [RemoteEngineConfiguration]
    switch try factory.engine(name) {
    case .remote(let configuration)?: configurations = [configuration]
    case .pool(_, let members)?: configurations = members
    default:
      throw CommandError.unknownModel(name: name, engines: factory.engines.map(\.name))
    }
    var trials: [EngineTrial] = []
    for configuration in configurations {
      let trial = await EngineTrial.run(configuration, prompt: prompt, maximumTokens: maxTokens)
      if !json { try StandardOutput.write(trial.lines) }
      trials.append(trial)
    }
    if json {
      try StandardOutput.write(["schema": 1, "engines": .array(trials.map(\.json))])
    }
    if let failed = trials.first(where: { $0.error != nil }) {
      throw CommandError.engineTrialFailed(engine: failed.configuration.name)
    }
  }
}
