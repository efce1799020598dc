/// What to ask of a server, and how long to wait for it.
public struct HTTPRequest: Sendable {
  /// The method, as it is sent.
  public var method: String
  /// An absolute `http` or `https` URL without a user name or password in it.
  public var url: String
  /// Fields of the head beside those that the client sends by itself (`Host`, `User-Agent`, `Content-Length`).
  public var headers: [HTTPHeader]
  /// What is sent after the head; nil sends nothing.
  public var body: [UInt8]?
  /// The longest wait for the name, the connection and TLS together.
  public var connectTimeout: Duration = .seconds(10)
  /// The longest wait for the response's first byte once the request can be sent; nil means `idleTimeout`.
  public var firstByteTimeout: Duration?
  /// The longest time in which nothing comes; nil waits for ever.
  ///
  /// The time in which the consumer takes nothing does not count.
  public var idleTimeout: Duration? = .seconds(300)
  /// The longest time from the request to the response's end, over all redirects; nil sets no limit.
  public var totalTimeout: Duration?
  /// How many redirects are followed, by `GET` and `HEAD`; 0 hands them back.
  ///
  /// Any other method, whose body may be a prompt, is never redirected: its response is what the server named in the
  /// URL says.
  public var redirectLimit = 5
  /// The most bytes that a response's body may have; nil sets no limit.
  public var maximumBodyBytes: Int?
  /// Whether the URL was named by a remote server rather than by the user: then it must be `https` on its usual port,
  /// and its addresses must be public ones.
  public var isFromRemoteData = false

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - url: An absolute URL.
  ///   - headers: Fields of the head.
  ///   - body: What is sent after the head.
  public init(
    method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
