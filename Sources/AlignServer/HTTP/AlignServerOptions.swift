/// Where the server listens, and how much it takes on.
public struct AlignServerOptions: Sendable, Equatable {
  /// An address of IPv4 or IPv6 of this machine.
  public var address: String
  /// The port; 0 for any that is free.
  public var port: UInt16
  /// What clients must send as a bearer token; nil for nothing.
  public var key: String?
  /// The most requests that are worked on at a time.
  public var concurrency: Int
  /// The most requests that wait for a place.
  public var queueLimit: Int
  /// The most bytes of a request's body.
  public var bodyLimit: Int
  /// How long a connection may stand still while something is to be read or written.
  public var idleTime: Duration
  /// How long answers that are being written may take after the server was asked to stop.
  public var drainTime: Duration

  /// Makes options.
  public init(
    address: String = "127.0.0.1", port: UInt16 = 8017, key: String? = nil, concurrency: Int = 4,
    queueLimit: Int = 64, bodyLimit: Int = 1 << 20, idleTime: Duration = .seconds(75),
    drainTime: Duration = .seconds(30)
  ) {
    self.address = address
    self.port = port
    self.key = key
    self.concurrency = concurrency
    self.queueLimit = queueLimit
    self.bodyLimit = bodyLimit
    self.idleTime = idleTime
    self.drainTime = drainTime
  }

  /// Whether only this machine can reach the address.
  public var isLoopback: Bool { address == "::1" || address.hasPrefix("127.") }
}
