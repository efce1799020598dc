internal import CCurl
import Glibc

extension ActiveTransfer {
  /// What libcurl's result means; nil for a whole response.
  func error(for code: CURLcode) -> HTTPError? {
    if let failure { return failure }
    let host = order.url.host
    switch code {
    case CURLE_OK: return nil
    case CURLE_URL_MALFORMAT: return .invalidURL(.malformed)
    case CURLE_COULDNT_RESOLVE_HOST: return .cannotResolve(host: host)
    case CURLE_COULDNT_RESOLVE_PROXY: return .cannotResolveProxy
    case CURLE_COULDNT_CONNECT: return connectionError()
    // The other limits are our own.
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(.connecting, host: host)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
      return .tls(host: host, reason: errorMessage)
    case CURLE_PARTIAL_FILE: return .truncated(expected: expectedBytes, received: receivedBytes)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND:
      return .connectionLost(host: host, received: receivedBytes)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      return .malformedResponse(host: host)
    default: return .library(code: Int(code.rawValue))
    }
  }

  private func connectionError() -> HTTPError {
    let host = order.url.host
    if sawForbiddenAddress { return .forbiddenAddress(host: host) }
    let number = Int32(truncatingIfNeeded: ccurl_get_long(handle, CURLINFO_OS_ERRNO))
    return number == ECONNREFUSED
      ? .refused(host: host, port: order.url.port)
      : .unreachable(host: host, port: order.url.port, errorNumber: number)
  }
}
