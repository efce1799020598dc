import ArgumentParser

/// What a command prints beside, or instead of, the edit.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Prints the exact prompt, nothing added, and makes no edit; needs no model.")
  var dryRun = false

  @Flag(help: "Prints one JSON document when the edit is finished.")
  var json = false

  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Says more on standard error: the model, counts and times.")
  var verbose = false

  func validate() throws {
    if dryRun, json { throw ValidationError("Give --dry-run or --json, not both.") }
    if quiet, verbose { throw ValidationError("Give --quiet or --verbose, not both.") }
  }

  /// Who says things on standard error.
  ///
  /// The JSON document says what a notice would, and standard error is then for one error as JSON.
  var notices: Notices { Notices(isQuiet: quiet || (json && !verbose), isVerbose: verbose) }
}
