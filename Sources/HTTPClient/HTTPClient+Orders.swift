extension HTTPClient {
  /// Checks a request and makes its first exchange of it.
  func firstOrder(for request: HTTPRequest) throws(HTTPError) -> TransferOrder {
    guard HTTPToken.isValid(request.method) else { throw .invalidMethod }
    for header in request.headers where !header.isWellFormed {
      throw .invalidHeader(name: header.name)
    }
    let url: WebURL
    do { url = try WebURL(request.url) } catch { throw .invalidURL(error) }
    if request.isFromRemoteData, !url.isOrdinaryEncrypted { throw .invalidURL(.untrusted) }
    let isPrivate = url.isEncrypted || url.isLoopback
    guard isPrivate || options.allowsInsecureHTTP else { throw .insecureURL(host: url.host) }
    return TransferOrder(
      url: url, method: request.method,
      headers: isPrivate ? request.headers : request.headers.filter { !$0.isCredential },
      body: request.body, userAgent: options.userAgent,
      certificateFile: options.certificateFile, usesProxy: options.hasProxy,
      requiresPublicAddress: request.isFromRemoteData, connectTimeout: request.connectTimeout,
      firstByteTimeout: request.firstByteTimeout, idleTimeout: request.idleTimeout,
      deadline: request.totalTimeout.map { .now.advanced(by: $0) },
      maximumBodyBytes: request.maximumBodyBytes)
  }

  /// Where a response sends the client, if it does and the request may go there.
  func redirection(in head: ResponseHead, of request: HTTPRequest) -> String? {
    guard [301, 302, 303, 307, 308].contains(head.status), request.redirectLimit > 0,
      request.method == "GET" || request.method == "HEAD"
    else { return nil }
    return head.headers.first(named: "Location")
  }
}

extension TransferOrder {
  /// The exchange that a redirect asks for.
  ///
  /// - Parameters:
  ///   - location: Where it leads, absolute or relative to this one.
  ///   - head: The response that says so.
  /// - Returns: The next exchange.
  /// - Throws: `HTTPError` where it may not lead there.
  func redirected(to location: String, by head: ResponseHead) throws(HTTPError) -> TransferOrder {
    let target: WebURL
    do { target = try WebURL(location, relativeTo: url) } catch { throw .invalidRedirect(error) }
    var next = self
    next.url = target
    guard target.isEncrypted || !url.isEncrypted else {
      throw .insecureRedirect(host: target.host)
    }
    // A public server may not send us into our own network; one of our own network may.
    next.requiresPublicAddress = requiresPublicAddress || head.isFromPublicAddress
    guard !target.hasSameOrigin(as: url) else { return next }
    if next.requiresPublicAddress, !target.isOrdinaryEncrypted {
      throw .invalidRedirect(.untrusted)
    }
    guard target.isEncrypted || target.isLoopback || !url.isLoopback else {
      throw .insecureRedirect(host: target.host)
    }
    next.headers = headers.filter { !$0.isCredential }
    return next
  }
}

extension WebURL {
  /// Whether it is `https` on the usual port.
  fileprivate var isOrdinaryEncrypted: Bool { isEncrypted && port == 443 }
}
