import Alignment
import Storage
import StrictJSON

extension ErrorReporter {
  static func explain(_ error: AlignmentError) -> Explanation {
    let hint = #"Write it like this: --objective "Brevity: The response should be short""#
    return switch error {
    case .objectiveWithoutColon(let text):
      Explanation(message: "the objective '\(text)' has no ':'", hint: hint, exitCode: 2)
    case .objectiveWithoutLabel(let text):
      Explanation(
        message: "the objective '\(text)' has no name before the ':'", hint: hint, exitCode: 2)
    case .objectiveWithoutDescription(let label):
      Explanation(
        message: "the objective '\(label)' says nothing after the ':'", hint: hint, exitCode: 2)
    case .controlCharacterInObjective(let label, let scalar):
      Explanation(
        message: "the objective '\(label)' holds the control character \(scalar.codePoint)",
        exitCode: 2)
    case .nameTaken(let name, let by):
      Explanation(
        message: "the name '\(name)' already belongs to the objective '\(by)'", exitCode: 2)
    case .noSuchObjective(let id):
      Explanation(message: "no objective '\(id)' in the catalog", exitCode: 2)
    case .presetWithoutName:
      Explanation(message: "a preset has no name", exitCode: 2)
    case .controlCharacterInPreset(let name, let scalar):
      Explanation(
        message: "the preset '\(name)' holds the control character \(scalar.codePoint)",
        exitCode: 2)
    }
  }

  static func explain(_ error: StorageError) -> Explanation {
    switch error {
    case .failed(let operation, let path, let number):
      Explanation(
        message: "cannot \(operation.inWords) \(path.orQuotes): \(systemMessage(number))",
        exitCode: operation.isReading ? 2 : 1)
    case .notRegularFile(let path):
      Explanation(message: "\(path) is not a regular file", exitCode: 2)
    case .tooLarge(let path, let limit):
      Explanation(message: "\(path) has more than \(limit >> 20) MiB", exitCode: 2)
    case .notUTF8(let path, let line):
      Explanation(
        message: "\(path) is not UTF-8 text: line \(line)",
        hint: "Convert it, for example: iconv -f LATIN1 -t UTF-8 FILE", exitCode: 2)
    case .changed(let path):
      Explanation(
        message: "another program changed \(path.orQuotes) just now, so nothing was saved",
        exitCode: 1)
    case .noHomeFolder:
      Explanation(
        message: "there is no place to save to: no home folder",
        hint: "Set HOME, or METAALIGNER_OBJECTIVES to a file.", exitCode: 1)
    case .catalog(let path, let error):
      Explanation(
        message: "\(path):\(error.line):\(error.column): \(describe(error.problem))",
        hint: "Mend the file, or take it away to use the catalog that comes with the program.",
        exitCode: 2)
    }
  }

  private static func describe(_ problem: CatalogError.Problem) -> String {
    switch problem {
    case .notJSON(let kind): describe(kind)
    case .wrongType(let member, let expected, let found):
      "\(member) must be \(expected.withArticle), not \(found.withArticle)"
    case .missing(let member, let expected): "\(member), \(expected.withArticle), is missing"
    case .notWhole(let member): "\(member) must be a whole number"
    case .blank(let member): "\(member) is blank"
    case .controlCharacter(let member, let scalar):
      "\(member) holds the control character \(scalar.codePoint)"
    case .unsupportedSchema(let found, let newest):
      "schema \(found) is not one that this program reads (up to \(newest))"
    case .unknownFamily(let name, let known):
      "no prompt family '\(name)'; there are \(known.joined(separator: ", "))"
    case .duplicateName(let name, let by): "the name '\(name)' already belongs to '\(by)'"
    }
  }
}

extension StorageError.Operation {
  fileprivate var inWords: String {
    switch self {
    case .createFolder: "create the folder"
    default: rawValue
    }
  }

  fileprivate var isReading: Bool {
    switch self {
    case .open, .inspect, .read, .resolve: true
    case .create, .write, .synchronize, .rename, .createFolder: false
    }
  }
}

extension Unicode.Scalar {
  /// The code point as the Unicode standard writes it.
  var codePoint: String {
    let hex = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }
}
