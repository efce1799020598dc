import Glibc

/// A request that failed and will be sent again.
public struct HTTPRetry: Sendable, Equatable {
  /// Why it failed.
  public enum Reason: Sendable, Equatable {
    /// There was no response.
    case error(HTTPError)
    /// The response had this status.
    case status(Int)
  }

  /// Which attempt failed, from 1.
  public let attempt: Int
  /// Why.
  public let reason: Reason
  /// The time until the next attempt.
  public let delay: Duration
}

extension HTTPClient {
  /// Sends a request, again where it fails for a reason that may pass, until there is the head of a response.
  ///
  /// What fails after that, in the body, is the reader's to repeat.
  ///
  /// - Parameters:
  ///   - request: The request; its total time limit is that of each attempt.
  ///   - policy: How often, and after what time.
  ///   - onRetry: Hears of each failure that is not the last, before the wait.
  /// - Returns: The response; the last one's status may still be a failure.
  /// - Throws: The last attempt's `HTTPError`.
  public func send(
    _ request: HTTPRequest, retrying policy: RetryPolicy,
    onRetry: @Sendable (HTTPRetry) -> Void = { _ in }
  ) async throws(HTTPError) -> HTTPResponse {
    var generator = SystemRandomNumberGenerator()
    var attempt = 0
    while true {
      attempt += 1
      let reason: HTTPRetry.Reason
      let delay: Duration
      do {
        let response = try await send(request)
        guard RetryPolicy.isTransient(status: response.status),
          let wait = policy.delay(
            attempt: attempt, retryAfter: response.headers.retryAfter(), generator: &generator)
        else { return response }
        response.body.discard()
        (reason, delay) = (.status(response.status), wait)
      } catch {
        guard error.isTransient,
          let wait = policy.delay(attempt: attempt, generator: &generator)
        else { throw error }
        (reason, delay) = (.error(error), wait)
      }
      onRetry(HTTPRetry(attempt: attempt, reason: reason, delay: delay))
      do { try await Task.sleep(for: delay) } catch { throw .cancelled }
    }
  }
}
