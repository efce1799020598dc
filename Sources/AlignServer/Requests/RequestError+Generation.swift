import Generation

extension RequestError {
  /// What a client is told where an engine failed.
  static func generation(
    _ error: GenerationError, _ configuration: AlignServiceConfiguration
  ) -> RequestError {
    let message = configuration.explain(error)
    switch error {
    case .promptTooLong, .promptTooLarge:
      return RequestError(
        status: 400, message: message, code: "context_length_exceeded", parameter: "messages")
    case .notEnoughMemory:
      return RequestError(
        status: 503, message: message, type: "server_error", code: "overloaded")
    default:
      return RequestError(status: 500, message: message, type: "server_error")
    }
  }

  /// Too many requests wait already.
  static let overloaded = RequestError(
    status: 429, message: "the server is busy: try again in a second", type: "rate_limit_error",
    code: "rate_limit_exceeded")
}
