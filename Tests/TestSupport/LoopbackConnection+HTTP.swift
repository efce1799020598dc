extension LoopbackConnection {
  /// Sends a whole response with its length.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - fields: Further lines of the head, as `Name: value`.
  ///   - body: The body.
  /// - Throws: `LoopbackError` where the client is gone.
  public func respond(
    _ status: Int = 200, _ fields: [String] = [], body: String = ""
  ) throws(LoopbackError) {
    try respond(status, fields, bytes: Array(body.utf8))
  }

  /// Sends a whole response with its length.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - fields: Further lines of the head, as `Name: value`.
  ///   - bytes: The body.
  /// - Throws: `LoopbackError` where the client is gone.
  public func respond(
    _ status: Int = 200, _ fields: [String] = [], bytes: [UInt8]
  ) throws(LoopbackError) {
    try sendHead(status, fields + ["Content-Length: \(bytes.count)"])
    try send(bytes)
  }

  /// Sends the head of a response only.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - fields: Its lines after the first, as `Name: value`.
  /// - Throws: `LoopbackError` where the client is gone.
  public func sendHead(_ status: Int = 200, _ fields: [String] = []) throws(LoopbackError) {
    let lines = ["HTTP/1.1 \(status) Scripted"] + fields
    try send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
  }

  /// Sends the head of a response whose body comes in chunks.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - fields: Further lines of the head.
  /// - Throws: `LoopbackError` where the client is gone.
  public func beginChunks(_ status: Int = 200, _ fields: [String] = []) throws(LoopbackError) {
    try sendHead(status, fields + ["Transfer-Encoding: chunked"])
  }

  /// Sends one chunk.
  ///
  /// - Throws: `LoopbackError` where the client is gone.
  public func sendChunk(_ text: String) throws(LoopbackError) {
    let bytes = Array(text.utf8)
    try send(
      Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
  }

  /// Sends the end of the chunks.
  ///
  /// - Throws: `LoopbackError` where the client is gone.
  public func endChunks() throws(LoopbackError) { try send("0\r\n\r\n") }
}
