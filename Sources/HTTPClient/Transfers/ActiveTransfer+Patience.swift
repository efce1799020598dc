internal import CCurl

// How long the other side is waited for. libcurl's own limits count in whole seconds and start anew with each redirect.
extension ActiveTransfer {
  /// How long a short body that nobody wants may take.
  static let discardTime = Duration.seconds(2)

  /// Takes note of what has happened since the last look.
  func look(_ now: ContinuousClock.Instant) {
    if !isConnected, ccurl_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T) > 0 {
      isConnected = true
      lastProgress = now
    }
    guard order.body != nil, head != nil else { return }
    let sent = ccurl_get_offset(handle, CURLINFO_SIZE_UPLOAD_T)
    if sent != sentBytes {
      sentBytes = sent
      lastProgress = now
    }
  }

  /// When the patience ends, and what with; nil where it does not.
  var patience: (end: ContinuousClock.Instant, error: HTTPError)? {
    let host = order.url.host
    var limits: [(end: ContinuousClock.Instant, error: HTTPError)] = []
    if let deadline = order.deadline { limits.append((deadline, .timedOut(.total, host: host))) }
    if let discardDeadline { limits.append((discardDeadline, .cancelled)) }
    // libcurl itself ends the wait for a connection. A reader that takes nothing is not the other side's fault.
    if isConnected, !isPaused {
      if head != nil, let longest = order.firstByteTimeout ?? order.idleTimeout {
        limits.append((lastProgress.advanced(by: longest), .timedOut(.firstByte, host: host)))
      } else if head == nil, let longest = order.idleTimeout {
        limits.append((lastProgress.advanced(by: longest), .timedOut(.idle, host: host)))
      }
    }
    return limits.min { $0.end < $1.end }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, within what libcurl's 32-bit timers can hold.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
