import ArgumentParser

/// `metaaligner bench`: how fast this machine is at it.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast the core, training and the screen are.",
    discussion: """
      Without a subcommand the core is measured.

      EXAMPLES:
        metaaligner bench
        metaaligner bench --shape tinyllama-1.1b --format q8_0 --threads 2
        metaaligner bench --model model.gguf --edits edits.csv \\
          --objectives harmless,helpful --json
        metaaligner bench train
        metaaligner bench screen
      """,
    subcommands: [CoreBenchCommand.self, TrainBenchCommand.self, ScreenBenchCommand.self],
    defaultSubcommand: CoreBenchCommand.self)
}
