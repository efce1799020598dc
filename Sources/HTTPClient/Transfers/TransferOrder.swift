/// One exchange with one server: a request without its redirects, checked and ready to be sent.
struct TransferOrder: Sendable {
  var url: WebURL
  var method: String
  var headers: [HTTPHeader]
  var body: [UInt8]?
  var userAgent: String
  var certificateFile: String?
  var usesProxy: Bool
  /// Whether only public addresses may be connected to.
  var requiresPublicAddress: Bool
  var connectTimeout: Duration
  var firstByteTimeout: Duration?
  var idleTimeout: Duration?
  var deadline: ContinuousClock.Instant?
  var maximumBodyBytes: Int?
}

/// A response's head, and where it came from.
struct ResponseHead: Sendable, Equatable {
  var status = 0
  var headers = HTTPHeaders()
  /// Whether the other end of the connection has a public address.
  var isFromPublicAddress = false
}
