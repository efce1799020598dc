import Generation
import HTTPClient

extension ErrorReporter {
  static func explain(_ error: RemoteEngineError) -> Explanation {
    let (message, hint, exitCode) = describe(error.problem)
    return Explanation(
      message: "engine '\(error.engine)' (\(error.endpoint)): \(message)",
      hint: hint ?? "'metaaligner engines test \(error.engine)' tries it.", exitCode: exitCode)
  }

  private static func describe(
    _ problem: RemoteProblem
  ) -> (message: String, hint: String?, exitCode: Int32) {
    switch problem {
    case .invalidAddress:
      (
        "this is no address",
        "An address is http:// or https://, a host, a port and a path, without a name or password.",
        2
      )
    case .insecureAddress:
      (
        "plain HTTP to another machine can be read and changed on its way",
        "Use https://, or a tunnel to localhost, or allow it with \"insecure\": true.", 2
      )
    case .keyOverPlainHTTP:
      (
        "a key is not sent over plain HTTP to another machine",
        "Use https://, or a tunnel to localhost, or leave the key out.", 2
      )
    case .keyVariableUnset(let name):
      ("the variable \(name), which should hold its key, is not set", "export \(name)=…", 2)
    case .keyFileUnreadable(let path, let number):
      ("the key's file \(path) cannot be read: \(systemMessage(number))", nil, 2)
    case .keyFileOpenToOthers(let path, let mode):
      (
        "others may read the key's file \(path) (mode \(String(mode, radix: 8)))",
        "chmod 600 '\(path)'", 2
      )
    case .malformedKey:
      ("its key is empty or has characters that no header may carry", "Keys are plain ASCII.", 2)
    case .modelUnnamed(let served):
      (
        served.isEmpty
          ? "no model is named, and the server lists none"
          : "no model is named, and the server has several: "
            + served.prefix(20).joined(separator: ", "),
        "Name one in the configuration: \"model\": \"…\".", 2
      )
    case .completionUnsupported:
      (
        "it answers dialogues and continues no prompts, so it cannot make aligned edits",
        "Use it as a policy (--policy), and another engine for the edits.", 2
      )
    case .samplingUnsupported(let parameter):
      ("it knows no \(parameter)", "Leave it out, or use another engine.", 2)
    case .connection(let error): describe(error)
    case .status(let status, let message):
      ("the server answered \(status)" + (message.map { ": \($0)" } ?? ""), hint(for: status), 1)
    case .loading:
      ("the server still loads its model", "Try again in a minute.", 1)
    case .failed(let message): ("the server broke off: \(message)", nil, 1)
    case .brokenOff(let reason): ("the server ended the text early: \(reason)", nil, 1)
    case .malformed(let message):
      (
        "the server's answer is not what this kind of engine sends: \(message)",
        "Is \"kind\" in the configuration right?", 1
      )
    case .truncated:
      ("the connection ended before the text did", "The server or a proxy between may say why.", 1)
    case .tooLarge(let limit): ("the server sent more than \(limit) bytes in one piece", nil, 1)
    }
  }

  private static func describe(
    _ error: HTTPError
  ) -> (message: String, hint: String?, exitCode: Int32) {
    let explanation = explain(error)
    return (explanation.message, explanation.hint, explanation.exitCode)
  }

  private static func hint(for status: Int) -> String? {
    switch status {
    case 401, 403: "Set the engine's \"keyVariable\" or \"keyFile\" in the configuration."
    case 404: "Are the address, \"kind\" and \"model\" in the configuration right?"
    case 429: "The server wants fewer requests; try again later."
    default: nil
    }
  }
}
