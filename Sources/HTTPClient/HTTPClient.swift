internal import Synchronization

/// A streaming HTTP client with our rules for redirects, secrets, limits and addresses.
///
/// libcurl moves the bytes, on one thread of the client's own; connections are kept for later requests. A response is
/// handed over when its head is there, and the server is made to wait for a reader that lags behind. Cancelling the
/// task of a request, or dropping its response, closes its connection at once.
public final class HTTPClient: Sendable {
  let options: HTTPClientOptions
  private let loop: TransferLoop?

  /// Creates a client.
  ///
  /// - Parameter options: What holds for all requests.
  public init(options: HTTPClientOptions = .init()) {
    self.options = options
    loop = TransferLoop()
  }

  deinit { loop?.retire() }

  /// Sends a request and waits for the head of the response, after redirects.
  ///
  /// Any status is a response. Redirects are followed for `GET` and `HEAD`, at most `redirectLimit` of them; to another
  /// scheme, host or port they carry no credentials, and never from `https` to `http`. Where the first server has a
  /// public address, a redirect to another origin must be to `https` on port 443 of a public address.
  ///
  /// - Parameter request: The request.
  /// - Returns: The response; its body is still to come.
  /// - Throws: `HTTPError` where there is no response.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    guard let loop else { throw .unavailable }
    var order = try firstOrder(for: request)
    var redirects: [HTTPRedirect] = []
    while true {
      let channel = loop.start(order)
      let head = try await channel.head()
      guard let location = redirection(in: head, of: request) else {
        return HTTPResponse(
          status: head.status, headers: head.headers, url: order.url.text, redirects: redirects,
          body: HTTPBody(channel))
      }
      channel.discard()
      redirects.append(
        HTTPRedirect(status: head.status, headers: head.headers, url: order.url.text))
      guard redirects.count <= request.redirectLimit else {
        throw .tooManyRedirects(limit: request.redirectLimit)
      }
      order = try order.redirected(to: location, by: head)
    }
  }
}
