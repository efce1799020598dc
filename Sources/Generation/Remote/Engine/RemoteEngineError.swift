public import HTTPClient

/// Why a remote engine did not do what it was asked.
public struct RemoteEngineError: Error, Sendable, Equatable {
  /// The engine's name in the configuration.
  public let engine: String
  /// The address that was asked, without anything secret.
  public let endpoint: String
  /// What went wrong.
  public let problem: RemoteProblem

  /// Makes an error.
  public init(engine: String, endpoint: String, problem: RemoteProblem) {
    self.engine = engine
    self.endpoint = endpoint
    self.problem = problem
  }
}

/// What can go wrong with a remote engine; texts are the server's own and not safe to print as they are.
public enum RemoteProblem: Error, Sendable, Equatable {
  /// The address is none: `http://` or `https://`, a host, and a path at most.
  case invalidAddress
  /// The address is plain HTTP to another machine, and that was not allowed.
  case insecureAddress
  /// A key would travel over plain HTTP to another machine.
  case keyOverPlainHTTP
  /// The variable that should hold the key is not set.
  case keyVariableUnset(name: String)
  /// The file that should hold the key cannot be read.
  case keyFileUnreadable(path: String, errorNumber: Int32)
  /// Others than its owner may read the key's file.
  case keyFileOpenToOthers(path: String, mode: UInt32)
  /// The key is empty, or has characters that no header may carry.
  case malformedKey
  /// Several models are served, or none, and the configuration names none.
  case modelUnnamed(served: [String])
  /// The dialect continues no raw prompts.
  case completionUnsupported
  /// The dialect knows no such way to sample.
  case samplingUnsupported(parameter: String)
  /// The request did not come through.
  case connection(HTTPError)
  /// The server answered with another status than 200.
  case status(Int, message: String?)
  /// The server still loads its model.
  case loading
  /// The server reports an error after it had begun to answer.
  case failed(message: String)
  /// The server ended the text for a reason of its own, such as a filter.
  case brokenOff(reason: String)
  /// A message that is not what the dialect says.
  case malformed(message: String)
  /// The stream ended before the text did.
  case truncated
  /// A line, an event or the whole stream is larger than any honest one.
  case tooLarge(limit: Int)
}
