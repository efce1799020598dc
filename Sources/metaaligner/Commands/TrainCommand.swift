import ArgumentParser

/// `metaaligner train`: makes models that edit.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on this machine.",
    discussion: """
      Data are FastChat's conversations: a JSON array of {"id": …, "conversations": [{"from": "human", "value": prompt}, \
      {"from": "gpt", "value": target}]}. The loss is on the target and the end of the sequence.

      A training can be stopped with Ctrl-C, or killed: the same command goes on where the last checkpoint stood, and ends \
      with the same bits.
      """,
    subcommands: [TrainSFTCommand.self, TrainAlignCommand.self, TrainExportCommand.self])
}
