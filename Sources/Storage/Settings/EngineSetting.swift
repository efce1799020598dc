public import Generation

/// A member of the setting `engines`.
public struct EngineSetting: Sendable, Equatable {
  /// What it is.
  public enum Kind: Sendable, Equatable {
    /// One server.
    case remote(RemoteEngineConfiguration)
    /// Several servers of one model, used as one; the names of their settings.
    case pool([String])
  }

  /// What it is called.
  public let name: String
  /// What it is.
  public let kind: Kind

  /// Creates one.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
