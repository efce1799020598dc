import ArgumentParser

/// Finds what the argument parser would misread.
enum ArgumentCheck {
  /// Checks the encoding of all arguments, and the names of subcommands.
  ///
  /// - Parameter arguments: The program's arguments.
  /// - Throws: `CommandError.argumentNotUTF8` or `.unknownCommand`.
  static func run(_ arguments: [String]) throws(CommandError) {
    try checkEncoding()
    try checkSubcommands(arguments)
  }

  /// `CommandLine.arguments` mends ill-formed text in silence; an edit of another text than the given would follow.
  private static func checkEncoding() throws(CommandError) {
    for position in 1..<max(Int(CommandLine.argc), 1) {
      guard let argument = CommandLine.unsafeArgv[position] else { return }
      if String(validatingCString: argument) == nil { throw .argumentNotUTF8(position: position) }
    }
  }

  /// A mistyped subcommand would be taken for an argument of the default one.
  static func checkSubcommands(_ arguments: [String]) throws(CommandError) {
    var command: any ParsableCommand.Type = MetaalignerCommand.self
    for argument in arguments {
      let subcommands = command.configuration.subcommands
      if subcommands.isEmpty || argument.hasPrefix("-") || argument == "help" { return }
      let names = subcommands.compactMap { $0.configuration.commandName }
      guard let next = subcommands.first(where: { $0.configuration.commandName == argument }) else {
        throw .unknownCommand(name: argument, known: names)
      }
      command = next
    }
  }
}
