import Datasets
import StrictJSON

extension ErrorReporter {
  static func explain(_ error: DatasetError) -> Explanation {
    switch error {
    case .nothingLeft:
      Explanation(message: "--exclude leaves none of the answers", exitCode: 2)
    case .fileAccess(let path, let number):
      Explanation(message: "\(path.orQuotes): \(systemMessage(number))", exitCode: 2)
    case .notRegularFile(let path):
      Explanation(message: "\(path.orQuotes): this is no regular file", exitCode: 2)
    case .tooLarge(let path, let limit):
      Explanation(message: "\(path): it has more than \(limit >> 20) MiB", exitCode: 2)
    case .brokenCompression(let path):
      Explanation(
        message: "\(path): the compressed data is broken or ends too early",
        hint: "Fetch the file again.", exitCode: 2)
    case .notUTF8(let path):
      Explanation(message: "\(path): the text is not UTF-8", exitCode: 2)
    case .notConversations(let path):
      Explanation(
        message: "\(path): this is no JSON array of conversations",
        hint: "Name another file; it is made where it is not there.", exitCode: 2)
    case .table(let path, let fault):
      Explanation(message: "\(path): \(describe(fault))", exitCode: 2)
    case .json(let path, let line, let error):
      Explanation(
        message: line.map { "\(path): line \($0), column \(error.column): \(describe(error.kind))" }
          ?? "\(path): \(describe(error))", exitCode: 2)
    case .rowTooLarge(let path, let line, let limit):
      Explanation(
        message: "\(path): the row at line \(line) has more than \(limit >> 20) MiB", exitCode: 2)
    case .notAnObject(let path, let line):
      Explanation(message: "\(path): line \(line) is no JSON object", exitCode: 2)
    case .unknownKind(let path):
      Explanation(
        message: "\(path.orQuotes): the name does not end in .csv, .jsonl or .json",
        hint: "With .gz after it the file may be compressed.", exitCode: 2)
    case .noAnswers(let path):
      Explanation(
        message: "\(path): there are no answers in it",
        hint: "The help of --answers says in which forms they are found.", exitCode: 2)
    }
  }
}
