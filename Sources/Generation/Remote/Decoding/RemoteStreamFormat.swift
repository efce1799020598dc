import StrictJSON

/// How a stream is framed and what its messages look like.
enum RemoteStreamFormat: Sendable, Equatable, CaseIterable {
  /// Events of `/v1/completions` and `/v1/chat/completions`, ended by `[DONE]`.
  case openAI
  /// Events of llama-server's own `/completion`, ended by `stop: true`.
  case llamaServer
  /// A JSON document a line, ended by `done: true`.
  case ollama
  /// Named events, ended by `message_stop`.
  case anthropic

  /// What a message says.
  ///
  /// - Parameter payload: An event or a line.
  /// - Returns: Its parts, in order; none for what keeps a connection alive.
  /// - Throws: `RemoteProblem.malformed`.
  func deltas(of payload: RemotePayload) throws(RemoteProblem) -> [RemoteDelta] {
    let bytes = payload.bytes.trimmingBlanks()
    if bytes.isEmpty { return [] }
    if bytes.elementsEqual("[DONE]".utf8) { return [.end] }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      throw .malformed(message: .beginning(of: bytes))
    }
    guard document.kind == .object else { throw .malformed(message: .beginning(of: bytes)) }
    if let failure = RemoteFailure.message(inside: document) { return [.failure(failure)] }
    return switch self {
    case .openAI: Self.openAI(document)
    case .llamaServer: Self.llamaServer(document)
    case .ollama: Self.ollama(document)
    case .anthropic: Self.anthropic(document)
    }
  }
}

extension Collection<UInt8> {
  /// The bytes without spaces and ends of lines around them.
  func trimmingBlanks() -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    let rest = drop(while: isBlank)
    return Array(Array(rest.reversed().drop(while: isBlank)).reversed())
  }
}

extension String {
  /// Enough of something that was not understood to recognise it by.
  static func beginning(of bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self)
  }
}
