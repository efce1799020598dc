public import HTTPClient

/// Where a remote engine is, what it speaks, and how long to wait for it.
public struct RemoteEngineConfiguration: Sendable, Equatable {
  /// What it is called here.
  public var name: String
  /// Its address, with or without `/v1`.
  public var url: String
  /// What it speaks.
  public var dialect: RemoteDialect
  /// The model's name on the server; nil takes the only one that it serves.
  public var model: String?
  /// Where the key comes from.
  public var key: SecretSource
  /// The most tokens of prompt and text together; nil asks the server.
  public var contextLength: Int?
  /// The prompt family that the model was trained on.
  public var family: String?
  /// The prompt format that the model was trained on.
  public var promptFormat: String?
  /// Ids of the objectives that the model was trained on.
  public var trainedObjectives: [String]
  /// Whether the server may reuse what it keeps of earlier prompts: faster, but texts are not exactly repeatable.
  public var reusesPrompts: Bool
  /// Whether the address may be plain HTTP to another machine; no key travels there then.
  public var allowsInsecure: Bool
  /// How long to wait.
  public var timeouts: RemoteTimeouts
  /// How often to try, and how long to wait between.
  public var retry: RetryPolicy

  /// Creates a configuration.
  ///
  /// - Parameters:
  ///   - name: What it is called here.
  ///   - url: Its address; the dialect's own where it is nil.
  ///   - dialect: What it speaks.
  ///   - model: The model's name on the server.
  ///   - key: Where the key comes from.
  public init(
    name: String, url: String? = nil, dialect: RemoteDialect, model: String? = nil,
    key: SecretSource = .none
  ) {
    self.name = name
    self.url = url ?? dialect.defaultAddress
    self.dialect = dialect
    self.model = model
    self.key = key
    trainedObjectives = []
    reusesPrompts = false
    allowsInsecure = false
    timeouts = RemoteTimeouts()
    retry = .interactive
  }
}

/// How long a server may take.
public struct RemoteTimeouts: Sendable, Equatable {
  /// To accept a connection.
  public var connect: Duration
  /// Without a byte, the wait for the first one included.
  public var idle: Duration
  /// From the request to the last byte.
  public var total: Duration
  /// To say which models it has.
  public var discovery: Duration
  /// To close the stream once the text has ended.
  public var closing: Duration

  /// Creates the usual ones.
  public init(
    connect: Duration = .seconds(5), idle: Duration = .seconds(120),
    total: Duration = .seconds(1800), discovery: Duration = .seconds(3),
    closing: Duration = .seconds(2)
  ) {
    self.connect = connect
    self.idle = idle
    self.total = total
    self.discovery = discovery
    self.closing = closing
  }
}
