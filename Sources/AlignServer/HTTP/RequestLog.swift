/// A request that was answered, for a log: no text of it and no key.
public struct RequestLog: Sendable, Equatable {
  /// How it asked, such as `POST`.
  public let method: String
  /// What for.
  public let path: String
  /// The status of the response.
  public let status: Int
  /// From the request to the end of the response.
  public let duration: Duration
  /// Tokens that both models generated.
  public let generatedTokens: Int
  /// Whether the client went away, or an engine failed, before the end.
  public let isCut: Bool
}
