import Glibc

/// What holds for all requests of a client.
public struct HTTPClientOptions: Sendable {
  /// What the client calls itself.
  public var userAgent: String
  /// A file of certificates, in PEM, that are trusted beside the system's; from `SSL_CERT_FILE`.
  public var certificateFile: String?
  /// Whether unencrypted connections may leave this machine.
  ///
  /// They carry no secrets even then.
  public var allowsInsecureHTTP: Bool
  /// Whether the proxies that the environment names are used (`https_proxy`, `all_proxy`, `no_proxy`).
  public var usesProxies: Bool

  /// Creates options.
  ///
  /// - Parameters:
  ///   - userAgent: What the client calls itself.
  ///   - certificateFile: Certificates that are trusted beside the system's.
  ///   - allowsInsecureHTTP: Whether unencrypted connections may leave this machine.
  ///   - usesProxies: Whether the proxies that the environment names are used.
  public init(
    userAgent: String = "metaaligner", certificateFile: String? = Self.environmentCertificateFile,
    allowsInsecureHTTP: Bool = false, usesProxies: Bool = true
  ) {
    self.userAgent = userAgent
    self.certificateFile = certificateFile
    self.allowsInsecureHTTP = allowsInsecureHTTP
    self.usesProxies = usesProxies
  }

  /// The file that `SSL_CERT_FILE` names.
  public static var environmentCertificateFile: String? { Self.variable("SSL_CERT_FILE") }

  /// Whether the environment names a proxy, whose address says nothing about the server's.
  var hasProxy: Bool {
    usesProxies
      && ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        .contains { Self.variable($0) != nil }
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
