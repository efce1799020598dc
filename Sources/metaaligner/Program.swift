import ArgumentParser
import Glibc
import Tensors

/// Parses the arguments, runs the command, turns whatever it throws into a message and an exit code.
@main
enum Program {
  static func main() async {
    let arguments = TextArgument.protect(Array(CommandLine.arguments.dropFirst()))
    StandardDescriptors.keepReserved()
    do {
      try Self.checkEnvironment()
      try ArgumentCheck.run(arguments)
      var command = try MetaalignerCommand.parseAsRoot(arguments)
      if let align = (command as? ChatCommand)?.withoutScreen { command = align }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(ErrorReporter(asJSON: arguments.contains("--json")).report(error))
    }
  }
}

extension Program {
  /// A misspelt level would silently mean the best.
  fileprivate static func checkEnvironment() throws(KernelLevelError) {
    guard let value = getenv(Kernels.environmentVariable) else { return }
    do {
      try Kernels.check(String(cString: value))
    } catch .unsupported {
      // The variable is a bound: what is below it is taken.
    }
  }
}

struct MetaalignerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metaaligner",
    abstract: "See and make aligned edits of a language model's answers.",
    discussion: """
      A MetaAligner model edits another model's answer so that it does better on the objectives that you name. \
      Without a subcommand the interactive program opens.

      EXAMPLES:
        metaaligner
        metaaligner chat --context-file question.txt --answer-file answer.txt
        metaaligner align --context 'Human: Is tea good for me? Assistant:' \\
          --answer 'Yes.' --objectives helpful,humour
        metaaligner align --context-file question.txt --answer-file - \\
          --json < answer.txt
        metaaligner objectives list
        metaaligner models info models/default

      EXIT CODES:
        0 done · 1 failed while running · 2 wrong usage or unreadable input ·
        129, 130, 143 ended by SIGHUP, SIGINT (Ctrl-C), SIGTERM
      """,
    version: "metaaligner \(programVersion)",
    subcommands: [
      ChatCommand.self, AlignCommand.self, ObjectivesCommand.self, ModelsCommand.self,
      EnginesCommand.self, GenerateRowsCommand.self, ServeCommand.self, DatasetCommand.self,
      TokenizerCommand.self, TrainCommand.self, EvaluateCommand.self,
      ConfigCommand.self, SessionsCommand.self, PathsCommand.self, BenchCommand.self,
      CompletionCommand.self, ManualCommand.self, DebugCommand.self,
    ],
    defaultSubcommand: ChatCommand.self)
}

/// The version that `--version` and the documents name.
let programVersion = "0.1.0"
