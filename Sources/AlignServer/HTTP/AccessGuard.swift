import FlyingFox

/// Who may ask: clients with the key, and where there is none, programs of this machine but no pages of a browser.
struct AccessGuard {
  let key: String?

  /// Why a request is refused; nil where it is not.
  func refusal(of request: HTTPRequest) -> RequestError? {
    if let key {
      let given = request.headers[.authorization] ?? ""
      guard Self.areEqual(given, "Bearer \(key)") else {
        return RequestError(
          status: 401, message: "the key is missing or wrong: send it as a bearer token",
          type: "authentication_error", code: "invalid_api_key")
      }
      return nil
    }
    // A page of a browser could ask in its user's name, by its own origin or by a name that it lets point here.
    let names = [request.headers[.host], request.headers[HTTPHeader("Origin")]]
    for name in names.compactMap(\.self) where !Self.isLocal(name) {
      return RequestError(
        status: 403, message: "'\(name)' is not this machine", type: "permission_error")
    }
    return nil
  }

  /// Takes as long for any wrong key of a length.
  private static func areEqual(_ given: String, _ expected: String) -> Bool {
    let (given, expected) = (Array(given.utf8), Array(expected.utf8))
    guard given.count == expected.count else { return false }
    return zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Whether a host, with or without scheme and port, is a name of this machine's own.
  static func isLocal(_ name: String) -> Bool {
    var host = name[...]
    for scheme in ["http://", "https://"] where host.hasPrefix(scheme) {
      host = host.dropFirst(scheme.count)
    }
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return host[...end] == "[::1]"
    }
    host = host.prefix { $0 != ":" && $0 != "/" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost"
      || parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
