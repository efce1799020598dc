/// Reads a `text/event-stream` (WHATWG HTML, section 9.2.6) from bytes, wherever they are split.
///
/// Ids and reconnection times are passed over: a generation cannot be taken up again.
struct ServerSentEventDecoder {
  /// The largest event, in bytes of its data.
  static let limit = 4 << 20

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var lines = LineDecoder()
  private var isAtStart = true
  private var name: String?
  private var data: [UInt8]?

  /// Takes bytes.
  ///
  /// - Parameter bytes: What came next.
  /// - Returns: The events that they complete.
  /// - Throws: `RemoteProblem.tooLarge`.
  mutating func append(_ bytes: some Sequence<UInt8>) throws(RemoteProblem) -> [RemotePayload] {
    var events: [RemotePayload] = []
    for line in try lines.append(bytes) {
      if let event = try take(line) { events.append(event) }
    }
    return events
  }

  /// What the stream's end leaves: servers forget the empty line after the last event.
  mutating func finish() throws(RemoteProblem) -> RemotePayload? {
    if let rest = lines.finish(), let event = try take(rest) { return event }
    return dispatch()
  }

  private mutating func take(_ whole: [UInt8]) throws(RemoteProblem) -> RemotePayload? {
    var line = whole[...]
    if isAtStart, line.starts(with: Self.byteOrderMark) {
      line = line.dropFirst(Self.byteOrderMark.count)
    }
    isAtStart = false
    if line.isEmpty { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "data":
      // Several lines of one event are joined by line feeds.
      let joined = data.map { $0 + [UInt8(ascii: "\n")] } ?? []
      guard joined.count + value.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
      data = joined + value
    case "event": name = String(decoding: value, as: UTF8.self)
    // An empty name is a comment, which keeps the connection alive.
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> RemotePayload? {
    defer { (name, data) = (nil, nil) }
    return data.map { RemotePayload(event: name, bytes: $0) }
  }
}

/// One message of a stream: an event, or a line.
struct RemotePayload: Equatable {
  /// The event's name; nil where it has none.
  var event: String?
  /// Its data.
  var bytes: [UInt8]
}
