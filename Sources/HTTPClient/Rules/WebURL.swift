internal import CCurl

/// A URL that can be asked for, taken apart by libcurl, which is also what will ask.
struct WebURL: Sendable, Equatable {
  /// The whole, as libcurl writes it.
  let text: String
  /// `http` or `https`.
  let scheme: String
  /// A name or an address, an IPv6 one without its brackets; in lower case.
  let host: String
  let port: Int

  /// Takes a URL apart.
  ///
  /// - Parameters:
  ///   - text: The URL.
  ///   - base: What a relative URL is relative to; nil refuses one.
  /// - Throws: What is wrong with it.
  init(_ text: String, relativeTo base: WebURL? = nil) throws(HTTPError.URLDefect) {
    // A zero would end the URL early for libcurl.
    guard !text.utf8.contains(0), text.utf8.count <= 1 << 16, let handle = curl_url() else {
      throw .malformed
    }
    defer { curl_url_cleanup(handle) }
    let flags = UInt32(CURLU_URLENCODE)
    if let base {
      guard curl_url_set(handle, CURLUPART_URL, base.text, flags) == CURLUE_OK else {
        throw .malformed
      }
    }
    switch curl_url_set(handle, CURLUPART_URL, text, flags) {
    case CURLUE_OK: break
    case CURLUE_UNSUPPORTED_SCHEME: throw .scheme
    default: throw .malformed
    }
    func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
      var bytes: UnsafeMutablePointer<CChar>?
      guard curl_url_get(handle, part, &bytes, flags) == CURLUE_OK, let bytes else { return nil }
      defer { curl_free(bytes) }
      return String(cString: bytes)
    }
    guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else { throw .credentials }
    guard let scheme = part(CURLUPART_SCHEME), ["http", "https"].contains(scheme) else {
      throw .scheme
    }
    guard let host = part(CURLUPART_HOST), !host.isEmpty,
      let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
      let whole = part(CURLUPART_URL)
    else { throw .malformed }
    self.text = whole
    self.scheme = scheme
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host.lowercased()
    self.port = port
  }

  /// Whether both are served by the same server, as far as credentials go.
  func hasSameOrigin(as other: WebURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Whether what is sent there stays on this machine.
  var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost")
      || NetworkAddress(host)?.isLoopback == true
  }

  var isEncrypted: Bool { scheme == "https" }
}
