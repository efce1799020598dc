import ArgumentParser

/// A change of the model that is kept apart from it.
struct AdapterOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The folder of a LoRA adapter of PEFT, added to the weights when the model loads; they must be numbers, not blocks. \
      (default: none)
      """, valueName: "folder"))
  var adapter: String?
}
