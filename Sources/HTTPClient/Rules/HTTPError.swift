/// Why a request got no answer, or only a part of one.
///
/// The cases name hosts, never whole URLs, whose queries may be secrets.
public enum HTTPError: Error, Sendable, Equatable {
  /// The URL cannot be used.
  case invalidURL(URLDefect)
  /// The method is not one word of ASCII letters.
  case invalidMethod
  /// The field's name or value has characters that cannot be sent.
  case invalidHeader(name: String)
  /// The URL says `http`, and its host is not this machine; `HTTPClientOptions.allowsInsecureHTTP` allows it.
  case insecureURL(host: String)
  /// No address is known for the name.
  case cannotResolve(host: String)
  /// No address is known for the proxy that the environment names.
  case cannotResolveProxy
  /// Nobody listens there.
  case refused(host: String, port: Int)
  /// No connection came about; `errno` of the system's call, or 0.
  case unreachable(host: String, port: Int, errorNumber: Int32)
  /// A URL from remote data leads to an address of a private network or of this machine.
  case forbiddenAddress(host: String)
  /// Something took longer than the request allows.
  case timedOut(TimeoutStage, host: String)
  /// No encrypted connection came about, in the words of the TLS library.
  case tls(host: String, reason: String)
  /// The connection was closed or reset before the response's end was due; bytes of the body until then.
  case connectionLost(host: String, received: Int)
  /// What came is not a response of HTTP/1.
  case malformedResponse(host: String)
  /// The response's head is longer than any should be.
  case headTooLarge(host: String, limit: Int)
  /// The body has more bytes than the request or its reader allows.
  case bodyTooLarge(limit: Int)
  /// The body ended before its declared length, or within a chunk (no expected length).
  case truncated(expected: Int?, received: Int)
  /// More redirects than the request allows.
  case tooManyRedirects(limit: Int)
  /// A redirect from `https` to `http`.
  case insecureRedirect(host: String)
  /// A redirect to what is not a usable URL.
  case invalidRedirect(URLDefect)
  /// The task was cancelled, or the body.
  case cancelled
  /// The system refused the client's thread, or libcurl its handle.
  case unavailable
  /// libcurl failed with another code of its own.
  case library(code: Int)

  /// What is wrong with a URL.
  public enum URLDefect: Error, Sendable, Equatable {
    /// It is not a URL with a host.
    case malformed
    /// Its scheme is neither `http` nor `https`.
    case scheme
    /// It has a user name or password in it, which would be shown to everybody who sees the URL.
    case credentials
    /// It is from remote data and has another port than 443, or another scheme than `https`.
    case untrusted
  }

  /// What was being waited for.
  public enum TimeoutStage: String, Sendable {
    /// The name, the connection and TLS.
    case connecting
    /// The response's first byte.
    case firstByte
    /// The next byte.
    case idle
    /// All of it.
    case total
  }
}

extension HTTPError {
  /// Whether the same request may be answered at another time.
  public var isTransient: Bool {
    switch self {
    case .cannotResolve, .cannotResolveProxy, .refused, .unreachable, .timedOut, .connectionLost,
      .truncated:
      true
    default: false
    }
  }
}
