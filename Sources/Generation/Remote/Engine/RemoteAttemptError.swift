import HTTPClient

/// Why one attempt failed, and whether another may succeed.
struct RemoteAttemptError: Error {
  let problem: RemoteProblem
  /// The prompt's tokens and the context's, where the prompt was too long.
  let overflow: (promptTokens: Int, contextLength: Int)?
  /// How long the server asks to be left alone.
  let retryAfter: Duration?

  init(
    _ problem: RemoteProblem, _ overflow: (promptTokens: Int, contextLength: Int)? = nil,
    retryAfter: Duration? = nil
  ) {
    self.problem = problem
    self.overflow = overflow
    self.retryAfter = retryAfter
  }
}

extension RemoteProblem {
  /// Whether the same request may succeed a little later, where nothing of its answer was shown.
  var mayPass: Bool {
    switch self {
    case .loading, .truncated: true
    case .status(let status, _): RetryPolicy.isTransient(status: status)
    case .connection(let error): error.isTransient
    default: false
    }
  }

  /// Whether the engine as a whole is out of order, rather than this request.
  var isOutage: Bool {
    switch self {
    case .loading, .truncated, .malformed, .tooLarge: true
    case .status(let status, _): status == 401 || status == 403 || mayPass
    case .connection(let error): error != .cancelled
    default: false
    }
  }
}
