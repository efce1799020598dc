import ArgumentParser

/// What the edit shall do better on, and in whose words.
struct ObjectiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Objectives of the catalog, in order: ids or aliases with commas between (see 'metaaligner objectives list'). \
      (default: the family's: Harmless, Helpful and Humour for HH-RLHF)
      """, valueName: "names"))
  var objectives: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "One more objective in your own words, as 'Name: description'; may be given again.",
      valueName: "wording"))
  var objective: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Whose prompts to use: HH-RLHF, UltraFeedback or IMHI. (default: what the model says, else its folder's name, \
      else HH-RLHF)
      """, valueName: "family"))
  var family: String?

  @Flag(help: "Asks for an edit that is equally good, the published control, not a better one.")
  var equal = false

  @Option(
    help: ArgumentHelp(
      "The catalog of objectives. (default: METAALIGNER_OBJECTIVES, else see 'metaaligner paths')",
      valueName: "file"))
  var catalog: String?
}
