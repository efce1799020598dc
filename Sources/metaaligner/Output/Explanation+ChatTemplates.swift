import ChatTemplates

extension ErrorReporter {
  static func explain(_ error: ChatTemplateError, file: String) -> Explanation {
    let fault: String
    switch error {
    case .refused(let reason):
      return Explanation(
        message: "the model's chat template refuses the dialogue: \(reason)",
        hint: "Its turns may have to alternate, and begin with the user's.", exitCode: 2)
    case .templateTooLong(let count, let limit):
      fault = "it has \(count) bytes, more than \(limit)"
    case .syntax(let line, let found, let expected):
      fault = "line \(line) has \(found) where \(expected) should be"
    case .unknown(let line, let construct, let name):
      fault = "line \(line) uses the \(construct.rawValue) '\(name)', which is not known"
    case .undefined(let line, let name):
      fault = "line \(line) needs '\(name)', which is not there"
    case .wrongValue(let line, let operation, let value):
      fault = "line \(line): '\(operation)' cannot be done with \(value)"
    case .limitExceeded(let limit):
      fault = "it goes beyond what a template may use (\(limit.rawValue))"
    }
    return Explanation(
      message: "the chat template in \(file) cannot be used: \(fault)",
      hint: "Ask the model as plain text instead: --policy-format raw.", exitCode: 2)
  }
}
