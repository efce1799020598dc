/// What a server answers: its head, and its body as it comes.
public struct HTTPResponse: Sendable {
  /// The status code of the last response.
  public let status: Int
  /// The fields of the last response's head.
  public let headers: HTTPHeaders
  /// The URL that answered.
  ///
  /// Its query may be a secret: services sign the URLs that they redirect to.
  public let url: String
  /// The responses before the last one, first to last.
  public let redirects: [HTTPRedirect]
  /// The body.
  ///
  /// Whoever does not want it drops the response, which closes the connection.
  public let body: HTTPBody

  /// Whether the status says that the request was met.
  public var isSuccess: Bool { (200..<300).contains(status) }
}

/// A response that sent the client elsewhere.
public struct HTTPRedirect: Sendable, Equatable {
  /// The status code.
  public let status: Int
  /// The fields of its head, among them `Location`.
  public let headers: HTTPHeaders
  /// The URL that answered so.
  public let url: String
}
