import HTTPClient
import Hub

extension ErrorReporter {
  static func explain(_ error: HubError) -> Explanation {
    switch error {
    case .http(let error): return explain(error)
    case .cancelled: return Explanation(message: "", exitCode: 130)
    default:
      let code: Int32 =
        switch error {
        case .invalidName, .invalidFileName, .nothingSelected, .severalModels, .notCached,
          .incomplete, .exposedToken, .malformedToken, .noHomeFolder:
          2
        default: 1
        }
      return Explanation(message: message(of: error), hint: hint(for: error), exitCode: code)
    }
  }

  private static func message(of error: HubError) -> String {
    switch error {
    case .invalidName(let name): "'\(name)' is neither a path nor the name of a model"
    case .invalidFileName(let name): "the file name '\(name)' cannot be used"
    case .nothingSelected(let name): "\(name) has none of the files that are wanted"
    case .severalModels(let name, let files):
      "\(name) has several models: \(files.prefix(8).joined(separator: ", "))"
    case .http, .cancelled: ""
    case .offline(let name): "the network is off, and \(name) is not in the cache"
    case .refused(let status, let message):
      "the hub answers with status \(status)" + (message.map { ": \($0)" } ?? "")
    case .unauthorized(let name, hasToken: false):
      "\(name) does not exist, or is private and there is no token"
    case .unauthorized(let name, hasToken: true): "the token does not open \(name)"
    case .gated(let name): "\(name) is open only to those who accepted its conditions"
    case .unknownRepository(let name): "the hub has no model \(name)"
    case .unknownRevision(let name, let revision): "\(name) has no revision '\(revision)'"
    case .unknownFile(let name, let file): "\(name) has no file '\(file)'"
    case .malformedAnswer(let name): "what the hub answers about \(name) cannot be read"
    case .invalidDigest(let file): "the hub gives '\(file)' another digest than it lists"
    case .otherCommit(let file): "the hub gives '\(file)' of another commit"
    case .wrongSize(let file, let expected, let received):
      "'\(file)' should have \(expected) bytes; \(received) came"
    case .mismatch(let file, let expected, let actual):
      "'\(file)' came with the digest \(actual); it should be \(expected)"
    case .notEnoughSpace(let folder, let needed, let available):
      "\(folder) has room for \(ByteWords.text(available)); \(ByteWords.text(needed)) are to come"
    case .notCached(let name): "'\(name)' is no path, and no model in the cache"
    case .incomplete(let name, let missing):
      "of \(name) the cache lacks \(missing.prefix(4).joined(separator: ", "))"
    case .fileAccess(let path, let number): "\(path): \(systemMessage(number))"
    case .noHomeFolder: "neither HF_HOME nor HOME says where the cache of models is"
    case .exposedToken(let path): "others can read the token in \(path)"
    case .malformedToken: "the hub's token has characters that cannot be sent"
    }
  }

  private static func hint(for error: HubError) -> String? {
    switch error {
    case .severalModels: "Choose one: pull --include FILE, and then ORG/NAME/FILE."
    case .unauthorized, .gated: "HF_TOKEN, or a file that HF_TOKEN_PATH names, has your token."
    case .exposedToken(let path): "chmod 600 \(path)"
    case .notCached, .incomplete: "metaaligner models pull ORG/NAME downloads a model."
    case .mismatch: "Nothing of it was kept. Is a proxy or a mirror between you and the hub?"
    case .nothingSelected: "--include chooses files by shell patterns."
    default: nil
    }
  }
}
