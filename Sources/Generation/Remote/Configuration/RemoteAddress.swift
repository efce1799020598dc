/// Where a server is, as people write it: with or without `/v1`, with or without a slash at the end.
struct RemoteAddress: Sendable, Equatable {
  /// Scheme, host, port and what stands before the version of the API.
  let root: String
  /// The version's part of the path.
  let version: String
  /// The host without brackets, in lower case.
  let host: String
  /// Whether it is `https`.
  let isSecure: Bool

  /// Reads an address.
  ///
  /// - Parameter text: `http://` or `https://`, a host, a port and a path at most.
  /// - Throws: `RemoteProblem.invalidAddress`; a name or password in it is refused too, as it would be shown.
  init(_ text: String) throws(RemoteProblem) {
    let lowered = text.lowercased()
    guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !text.contains(where: { "?#@\\".contains($0) })
    else { throw .invalidAddress }
    isSecure = scheme == "https://"
    var parts = text.dropFirst(scheme.count).split(
      separator: "/", omittingEmptySubsequences: true
    ).map(String.init)
    guard !parts.isEmpty, text.dropFirst(scheme.count).first != "/" else { throw .invalidAddress }
    let authority = parts.removeFirst().lowercased()
    host = try Self.host(of: authority)
    if let last = parts.last, Self.isVersion(last) {
      version = "/" + parts.removeLast()
    } else {
      version = "/v1"
    }
    root = scheme + ([authority] + parts).joined(separator: "/")
  }

  /// The whole address of a place.
  func url(_ path: RemotePath) -> String {
    switch path.base {
    case .root: root + path.path
    case .version: root + version + path.path
    }
  }

  /// Whether the server is this machine.
  var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  private static func isVersion(_ component: String) -> Bool {
    component.first == "v" && component.dropFirst().first?.isNumber == true
  }

  private static func host(of authority: String) throws(RemoteProblem) -> String {
    var host = authority[...]
    if host.first == "[" {
      guard let end = host.firstIndex(of: "]") else { throw .invalidAddress }
      let port = host[host.index(after: end)...]
      guard port.isEmpty || isPort(port) else { throw .invalidAddress }
      return String(host[host.index(after: host.startIndex)..<end])
    }
    if let colon = host.firstIndex(of: ":") {
      guard isPort(host[colon...]) else { throw .invalidAddress }
      host = host[..<colon]
    }
    guard !host.isEmpty else { throw .invalidAddress }
    return String(host)
  }

  private static func isPort(_ text: Substring) -> Bool {
    guard text.first == ":", let port = UInt16(text.dropFirst()) else { return false }
    return port > 0
  }
}
