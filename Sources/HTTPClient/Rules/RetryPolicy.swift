/// How often and after what time a request is repeated that failed for a reason that may pass.
///
/// The wait is drawn between nothing and a bound that doubles each time ("full jitter"), so that many clients that
/// failed together do not come back together. What the server asks for with `Retry-After` is waited for in full.
public struct RetryPolicy: Sendable, Equatable {
  /// How often a request is sent in all.
  public var attempts: Int
  /// The bound of the first wait.
  public var base: Duration
  /// The largest bound.
  public var cap: Duration
  /// The longest wait that a server may ask for; the request fails where it asks for more.
  public var longestRetryAfter: Duration

  /// Creates a policy.
  ///
  /// - Parameters:
  ///   - attempts: How often a request is sent in all.
  ///   - base: The bound of the first wait.
  ///   - cap: The largest bound.
  ///   - longestRetryAfter: The longest wait that a server may ask for.
  public init(
    attempts: Int, base: Duration = .milliseconds(500), cap: Duration = .seconds(30),
    longestRetryAfter: Duration = .seconds(120)
  ) {
    self.attempts = attempts
    self.base = base
    self.cap = cap
    self.longestRetryAfter = longestRetryAfter
  }

  /// Where a person waits.
  public static let interactive = RetryPolicy(attempts: 5)
  /// Where nobody does.
  public static let batch = RetryPolicy(attempts: 8, longestRetryAfter: .seconds(15 * 60))
  /// Nothing is repeated.
  public static let never = RetryPolicy(attempts: 1)

  /// The wait after a failed attempt.
  ///
  /// - Parameters:
  ///   - attempt: Which attempt failed, from 1.
  ///   - retryAfter: What the server asked for.
  ///   - generator: Where the jitter comes from.
  /// - Returns: The wait, or nil where the request is not to be repeated.
  public func delay(
    attempt: Int, retryAfter: Duration? = nil, generator: inout some RandomNumberGenerator
  ) -> Duration? {
    guard attempt >= 1, attempt < attempts else { return nil }
    if let retryAfter { return retryAfter <= longestRetryAfter ? max(retryAfter, .zero) : nil }
    var bound = base
    for _ in 1..<attempt where bound < cap { bound *= 2 }
    return min(bound, cap) * Double.random(in: 0...1, using: &generator)
  }

  /// Whether a server that answers with this status may answer otherwise later.
  ///
  /// - Parameter status: The status code.
  /// - Returns: True for 408, 409, 425, 429 and the 500s but for 501 and 505, which name what a server cannot do.
  public static func isTransient(status: Int) -> Bool {
    switch status {
    case 408, 409, 425, 429: true
    case 501, 505: false
    default: (500..<600).contains(status)
    }
  }
}
