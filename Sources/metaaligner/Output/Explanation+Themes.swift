import StrictJSON
import TerminalUI

extension ErrorReporter {
  static func explain(_ error: ThemeError) -> Explanation {
    Explanation(
      message: "\(error.origin):\(error.line):\(error.column): \(describe(error.problem))",
      exitCode: 2)
  }

  private static func describe(_ problem: ThemeError.Problem) -> String {
    switch problem {
    case .notJSON(let kind): describe(kind)
    case .wrongType(let member, let expected, let found):
      "\(member) must be \(expected.withArticle), not \(found.withArticle)"
    case .unknownName(let kind, let name, let known):
      "no \(kind) is called '\(name)'"
        + (Spelling.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? "")
    case .inheritsItself(let names): "inherits from itself: \(names.joined(separator: ", "))"
    }
  }
}
