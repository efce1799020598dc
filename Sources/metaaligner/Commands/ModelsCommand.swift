import ArgumentParser

/// `metaaligner models`: getting, keeping, looking at and converting models.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Download models, look at them, and convert them.",
    subcommands: [
      ModelPullCommand.self, ModelListCommand.self, ModelInfoCommand.self, ModelPathCommand.self,
      ModelVerifyCommand.self, ModelRemoveCommand.self, ModelCatalogCommand.self,
      ModelConvertCommand.self,
    ])
}
