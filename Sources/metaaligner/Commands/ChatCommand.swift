import ArgumentParser

struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "chat")
  func run() async throws { throw CommandError.notATerminal }
}
