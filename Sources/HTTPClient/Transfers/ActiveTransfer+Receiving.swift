internal import CCurl
import Glibc

// What libcurl calls while a transfer runs.
extension ActiveTransfer {
  /// A line of the head; false ends the transfer.
  func receiveHead(_ line: UnsafeRawBufferPointer) -> Bool {
    lastProgress = .now
    // Fields after the body tell nothing that anybody asks for.
    guard var head else { return true }
    headBytes += line.count
    guard headBytes <= Self.headLimit else {
      return fail(.headTooLarge(host: order.url.host, limit: Self.headLimit))
    }
    let text = line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    if text.starts(with: Array("HTTP/".utf8)) {
      // An interim response may have come before.
      head.headers = HTTPHeaders()
    } else if !text.isEmpty {
      if let field = Self.field(text) { head.headers.append(field) }
    } else {
      head.status = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE)
      if head.status >= 200 || head.status == 101 { return complete(head) }
    }
    self.head = head
    return true
  }

  private func complete(_ complete: ResponseHead) -> Bool {
    var head = complete
    head.isFromPublicAddress =
      ccurl_get_string(handle, CURLINFO_PRIMARY_IP)
      .flatMap { NetworkAddress(String(cString: $0)) }?.isPublic ?? false
    // A connection that was open already was not asked about when it was made.
    if order.requiresPublicAddress, !order.usesProxy, !head.isFromPublicAddress {
      return fail(.forbiddenAddress(host: order.url.host))
    }
    if order.method != "HEAD" { expectedBytes = head.headers.contentLength }
    if let limit = order.maximumBodyBytes, let expectedBytes, expectedBytes > limit,
      !(300..<400).contains(head.status)
    {
      return fail(.bodyTooLarge(limit: limit))
    }
    self.head = nil
    channel.deliver(head)
    return true
  }

  private static func field(_ line: Slice<UnsafeRawBufferPointer>) -> HTTPHeader? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let value = line[line.index(after: colon)...].drop(while: isSpace)
    let end = value.lastIndex { !isSpace($0) }.map { value.index(after: $0) } ?? value.startIndex
    return HTTPHeader(
      String(decoding: line[..<colon], as: UTF8.self),
      String(decoding: value[..<end], as: UTF8.self))
  }

  /// A piece of the body; what `CURLOPT_WRITEFUNCTION` returns.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    lastProgress = .now
    // Any other number than the count ends the transfer.
    let refusal = bytes.count &- 1
    if let limit = order.maximumBodyBytes, bytes.count > limit - receivedBytes {
      _ = fail(.bodyTooLarge(limit: limit))
      return refusal
    }
    switch channel.offer(bytes) {
    case .taken:
      receivedBytes += bytes.count
      return bytes.count
    case .full:
      isPaused = true
      return Int(CURL_WRITEFUNC_PAUSE)
    case .unwanted:
      _ = fail(.cancelled)
      return refusal
    }
  }

  /// A socket that child processes do not inherit, or `CURL_SOCKET_BAD` for an address that is not to be reached.
  func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    if order.requiresPublicAddress, !order.usesProxy {
      // libcurl declares a short address and stores the long one that the length tells of.
      let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
      let bytes = UnsafeRawBufferPointer(
        start: UnsafeRawPointer(address) + offset, count: Int(address.pointee.addrlen))
      guard NetworkAddress(bytes)?.isPublic == true else {
        sawForbiddenAddress = true
        return CURL_SOCKET_BAD
      }
    }
    return socket(
      address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
      address.pointee.protocol)
  }

  private func fail(_ error: HTTPError) -> Bool {
    failure = failure ?? error
    return false
  }
}
