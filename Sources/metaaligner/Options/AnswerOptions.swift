import ArgumentParser
import Datasets

/// Answers from files, and what is kept apart from them.
struct AnswerOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Answers to edit: a .csv with query, generated_text and goldens, a .jsonl or .json with chosen and rejected, \
      conversations, or context and response; .gz too. :N after it leaves out the rows before row N, counted from 0. May be \
      given again. (default: none)
      """, valueName: "file[:row]"))
  var answers: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A file as for --answers; answers to its questions are not used. May be given again. (default: none)",
      valueName: "file"))
  var exclude: [String] = []

  func validate() throws {
    if answers.isEmpty, !exclude.isEmpty { throw ValidationError("--exclude needs --answers.") }
  }

  /// The answers of all files.
  func read() throws(DatasetError) -> [AnswerSample] {
    var samples: [AnswerSample] = []
    for argument in answers {
      let (path, row) = Self.split(argument)
      samples += try AnswerFile.read(path, firstRow: row)
    }
    guard !exclude.isEmpty else { return samples }
    var others: [AnswerSample] = []
    for path in exclude { others += try AnswerFile.read(path) }
    let kept = samples.excludingQuestions(of: others)
    guard !kept.isEmpty else { throw .nothingLeft }
    return kept
  }

  /// Takes `:N` off the end, where it is there.
  private static func split(_ argument: String) -> (path: String, row: Int) {
    guard let colon = argument.lastIndex(of: ":"),
      let row = Int(argument[argument.index(after: colon)...]), row >= 0
    else { return (argument, 0) }
    return (String(argument[..<colon]), row)
  }
}
