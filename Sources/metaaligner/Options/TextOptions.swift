import ArgumentParser
import Storage

/// The context and the answer: given as text, or in files.
struct TextOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The context (the dialogue or query) of the answer.", valueName: "text"))
  var context: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The answer to edit.", valueName: "text"))
  var answer: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A file with the context; - is standard input.", valueName: "file"))
  var contextFile: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A file with the answer; - is standard input.", valueName: "file"))
  var answerFile: String?

  func validate() throws {
    if context != nil, contextFile != nil {
      throw ValidationError("Give --context or --context-file, not both.")
    }
    if answer != nil, answerFile != nil {
      throw ValidationError("Give --answer or --answer-file, not both.")
    }
    if contextFile == "-", answerFile == "-" {
      throw ValidationError("Standard input can be the context or the answer, not both.")
    }
  }

  /// Whether any text was given.
  var isGiven: Bool { [context, answer, contextFile, answerFile].contains { $0 != nil } }

  /// The context as given; nil where none was.
  func readContext() throws(StorageError) -> String? {
    if let contextFile { return try Self.read(contextFile) }
    return context
  }

  /// The answer as given; nil where none was.
  func readAnswer() throws(StorageError) -> String? {
    if let answerFile { return try Self.read(answerFile) }
    return answer
  }

  private static func read(_ path: String) throws(StorageError) -> String {
    path == "-" ? try TextFile.readStandardInput() : try TextFile.read(path, acceptsPipes: true)
  }
}
