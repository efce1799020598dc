import ArgumentParser

/// `metaaligner models`: what is in models, and in which format.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Look at models, and convert them.",
    subcommands: [ModelInfoCommand.self, ModelConvertCommand.self])
}
