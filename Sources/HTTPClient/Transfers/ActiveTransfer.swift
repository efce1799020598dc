internal import CCurl
import Glibc

/// One exchange in progress, on the thread of the transfers.
final class ActiveTransfer {
  /// The longest head; libcurl has a limit for each line of it.
  static let headLimit = 256 << 10

  let order: TransferOrder
  let channel: TransferChannel
  let handle: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headerLines: UnsafeMutablePointer<curl_slist>?

  /// The head as far as it came, until all of it is there.
  var head: ResponseHead? = ResponseHead()
  var headBytes = 0
  var receivedBytes = 0
  /// The declared length of the body.
  var expectedBytes: Int?
  /// Why one of our callbacks ended the transfer.
  var failure: HTTPError?
  /// Whether an address was refused because it is not public.
  var sawForbiddenAddress = false
  /// Whether the reader has to take bytes first.
  var isPaused = false
  /// When the last byte came or went.
  var lastProgress = ContinuousClock.now
  /// Whether the request can be sent.
  var isConnected = false
  /// Bytes of the request's body that have gone.
  var sentBytes = 0
  /// When an unwanted body is given up.
  var discardDeadline: ContinuousClock.Instant?

  /// Prepares a handle for an order.
  ///
  /// - Throws: `HTTPError` where libcurl refuses an option.
  init(_ order: TransferOrder, channel: TransferChannel) throws(HTTPError) {
    guard let handle = curl_easy_init() else { throw .unavailable }
    self.order = order
    self.channel = channel
    self.handle = handle
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.update(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // From here on `deinit` frees what there is.
    try configure()
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headerLines)
    errorText.deallocate()
  }

  /// What libcurl says about the last failure.
  var errorMessage: String { String(cString: errorText) }

  private func configure() throws(HTTPError) {
    try check(ccurl_set_invariants(handle))
    try check(ccurl_set_error_buffer(handle, errorText))
    try setCallbacks()
    try check(ccurl_set_string(handle, CURLOPT_URL, order.url.text))
    try check(ccurl_set_string(handle, CURLOPT_USERAGENT, order.userAgent))
    try check(
      ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, order.connectTimeout.milliseconds)))
    if let file = order.certificateFile {
      try check(ccurl_set_string(handle, CURLOPT_CAINFO, file))
    }
    // A proxy that the environment names cannot reach this machine's own servers.
    if !order.usesProxy || order.url.isLoopback {
      try check(ccurl_set_string(handle, CURLOPT_PROXY, ""))
    }
    try setMethod()
    try setHeaders()
  }

  private func setMethod() throws(HTTPError) {
    if let body = order.body {
      try check(body.withUnsafeBytes { ccurl_set_request_body(handle, $0.baseAddress, $0.count) })
    }
    switch (order.method, order.body) {
    case ("GET", nil): try check(ccurl_set_long(handle, CURLOPT_HTTPGET, 1))
    case ("HEAD", nil): try check(ccurl_set_long(handle, CURLOPT_NOBODY, 1))
    case ("POST", nil): try check(ccurl_set_request_body(handle, "", 0))
    case ("POST", _): break
    default: try check(ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, order.method))
    }
  }

  private func setHeaders() throws(HTTPError) {
    // libcurl waits for the server's consent before a large body, and invents a type for it.
    var lines = ["Expect:"]
    if !order.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    lines += order.headers.map { $0.value.isEmpty ? $0.name + ";" : "\($0.name): \($0.value)" }
    for line in lines {
      guard let longer = curl_slist_append(headerLines, line) else { throw .unavailable }
      headerLines = longer
    }
    try check(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerLines))
  }

  private func check(_ code: CURLcode) throws(HTTPError) {
    if code != CURLE_OK { throw .library(code: Int(code.rawValue)) }
  }

  private func setCallbacks() throws(HTTPError) {
    // The thread keeps the transfer for as long as libcurl has its handle.
    let context = Unmanaged.passUnretained(self).toOpaque()
    try check(
      ccurl_set_callbacks(
        handle, context,
        { bytes, _, count, context in
          let line = UnsafeRawBufferPointer(start: bytes, count: count)
          return ActiveTransfer.at(context)?.receiveHead(line) == true ? count : count &- 1
        },
        { bytes, _, count, context in
          let piece = UnsafeRawBufferPointer(start: bytes, count: count)
          return ActiveTransfer.at(context)?.receiveBody(piece) ?? 0
        },
        { context, _, address in
          guard let transfer = ActiveTransfer.at(context), let address else {
            return CURL_SOCKET_BAD
          }
          return transfer.openSocket(address)
        }))
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> ActiveTransfer? {
    context.map { Unmanaged<ActiveTransfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
