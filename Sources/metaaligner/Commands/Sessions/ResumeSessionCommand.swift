import ArgumentParser

/// `metaaligner sessions resume`: `metaaligner chat --session`, found where sessions are.
struct ResumeSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Open the interactive program where a session ended.",
    discussion: """
      The same as chat --session ID, which takes every option of the program.

      EXAMPLES:
        metaaligner sessions resume 12
      """)

  @OptionGroup var session: SessionArgument

  func run() throws {
    let chat = try ChatCommand.parse(["--session", String(session.id)])
    try chat.run()
  }
}
