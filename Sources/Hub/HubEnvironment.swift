internal import Glibc

/// What the environment says about the hub, by the rules of Python's `huggingface_hub`.
public struct HubEnvironment: Sendable, Equatable {
  /// The folder of the cache.
  public let cacheFolder: String
  /// The hub's address, without a slash at its end.
  public let endpoint: String
  /// Whether nothing may be asked of the network.
  public let isOffline: Bool
  private let tokenFile: String
  private let givenToken: String?
  private let usesToken: Bool

  /// Reads the environment.
  ///
  /// - Parameter variables: The environment's variables; nil takes the process's.
  /// - Throws: `HubError.noHomeFolder` where nothing says where the cache is.
  public init(_ variables: [String: String]? = nil) throws(HubError) {
    func value(_ name: String) -> String? {
      let text = variables.map { $0[name] } ?? getenv(name).map { String(cString: $0) }
      return text?.isEmpty == false ? text : nil
    }
    func isOn(_ name: String) -> Bool {
      value(name).map { ["1", "ON", "YES", "TRUE"].contains($0.uppercased()) } ?? false
    }
    let user = value("HOME")
    func expanded(_ path: String) -> String {
      guard path == "~" || path.hasPrefix("~/"), let user else { return path }
      return user + path.dropFirst()
    }
    let cache = value("XDG_CACHE_HOME").map(expanded) ?? user.map { Disk.joining($0, ".cache") }
    let home = value("HF_HOME").map(expanded) ?? cache.map { Disk.joining($0, "huggingface") }
    let folder =
      (value("HF_HUB_CACHE") ?? value("HUGGINGFACE_HUB_CACHE")).map(expanded)
      ?? home.map { Disk.joining($0, "hub") }
    guard let folder else { throw .noHomeFolder }
    cacheFolder = folder
    var address = value("HF_ENDPOINT") ?? "https://huggingface.co"
    while address.hasSuffix("/") { address.removeLast() }
    endpoint = address
    isOffline = isOn("HF_HUB_OFFLINE") || isOn("TRANSFORMERS_OFFLINE")
    givenToken = value("HF_TOKEN") ?? value("HUGGING_FACE_HUB_TOKEN")
    tokenFile =
      value("HF_TOKEN_PATH").map(expanded) ?? Disk.joining(home ?? folder, "token")
    usesToken = !isOn("HF_HUB_DISABLE_IMPLICIT_TOKEN")
  }

  /// The token, from `HF_TOKEN` or the token's file; nil where there is none.
  ///
  /// - Throws: `HubError.exposedToken` or `HubError.malformedToken`.
  public func token() throws(HubError) -> HubToken? {
    guard usesToken else { return nil }
    if let givenToken { return try HubToken(givenToken) }
    guard let status = Disk.status(tokenFile) else { return nil }
    guard status.st_mode & 0o077 == 0 else { throw .exposedToken(path: tokenFile) }
    guard let bytes = Disk.contents(of: tokenFile, limit: 4096) else {
      throw .fileAccess(path: tokenFile, errorNumber: EACCES)
    }
    return try HubToken(String(decoding: bytes, as: UTF8.self))
  }
}

/// The key to private repositories; no description shows it.
public struct HubToken: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  let secret: String

  /// Takes a token, without the white space around it.
  ///
  /// - Parameter text: The token.
  /// - Throws: `HubError.malformedToken`.
  public init(_ text: String) throws(HubError) {
    let end = text.lastIndex { !$0.isWhitespace }
    let trimmed = end.map { text[...$0].drop { $0.isWhitespace } } ?? ""
    guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .malformedToken
    }
    secret = String(trimmed)
  }

  /// Stars.
  public var description: String { "***" }
  /// Nothing but the description.
  public var customMirror: Mirror { Mirror(self, children: ["token": description]) }
}
