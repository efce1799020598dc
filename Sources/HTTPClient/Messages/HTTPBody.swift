/// The bytes of a response's body, as they come.
///
/// At most 256 KiB wait for the consumer; then the server is made to wait. There is one stream of bytes: what one
/// iteration took, another does not see. The connection is closed when the last copy and iterator are gone before the
/// end.
public struct HTTPBody: AsyncSequence, Sendable {
  private let reader: BodyReader

  init(_ channel: TransferChannel) { reader = BodyReader(channel) }

  /// Reads on where the reading stands.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader) }

  /// Reads the whole body.
  ///
  /// - Parameter limit: The most bytes that it may have.
  /// - Returns: The bytes.
  /// - Throws: `HTTPError`, `.bodyTooLarge` where it has more bytes.
  public func collect(limit: Int) async throws(HTTPError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let chunk = try await reader.channel.nextChunk() {
      guard chunk.count <= limit - bytes.count else {
        cancel()
        throw .bodyTooLarge(limit: limit)
      }
      bytes += chunk
    }
    return bytes
  }

  /// Closes the connection, unless the body has ended; whoever reads gets `HTTPError.cancelled`.
  public func cancel() { reader.channel.cancel() }

  /// Gives the body up, but keeps the connection where little is left of it.
  func discard() { reader.channel.discard() }

  /// A place in the stream of bytes.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let reader: BodyReader

    /// Waits for bytes; all that have come since the last call, at least one, or nil at the end.
    ///
    /// A task that is cancelled gets `HTTPError.cancelled`, and the connection is closed.
    public mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(HTTPError) -> [UInt8]? {
      try await reader.channel.nextChunk()
    }
  }
}

@available(*, unavailable)
extension HTTPBody.AsyncIterator: Sendable {}

/// Closes the connection when nobody can read from it any more.
private final class BodyReader: Sendable {
  let channel: TransferChannel

  init(_ channel: TransferChannel) { self.channel = channel }

  deinit { channel.cancel() }
}
