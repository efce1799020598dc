import StrictJSON

/// What a server says went wrong, in any of the forms that servers use.
struct RemoteFailure: Equatable {
  /// The longest message that is kept, in bytes.
  static let limit = 2000

  /// The server's words; nil where it sent none.
  var message: String?
  /// How many tokens the prompt has and how many fit, where that is what went wrong.
  var overflow: (promptTokens: Int, contextLength: Int)?
  /// The server is not ready yet.
  var isLoading = false

  /// Reads the body of a response that failed.
  init(body: [UInt8]) {
    guard let document = try? JSONParser.parse(body.trimmingBlanks()) else {
      let text = String(decoding: body.trimmingBlanks().prefix(Self.limit), as: UTF8.self)
      message = text.isEmpty ? nil : text
      isLoading = text == "Loading model"
      return
    }
    message = Self.message(inside: document) ?? Self.plainMessage(document)
    let error = document["error"] ?? document
    if error["type"]?.stringValue == "exceed_context_size_error",
      let promptTokens = error["n_prompt_tokens"]?.intValue,
      let contextLength = error["n_ctx"]?.intValue
    {
      overflow = (promptTokens, contextLength)
    }
    isLoading = message == "Loading model"
  }

  static func == (one: RemoteFailure, other: RemoteFailure) -> Bool {
    one.message == other.message && one.isLoading == other.isLoading
      && one.overflow?.promptTokens == other.overflow?.promptTokens
      && one.overflow?.contextLength == other.overflow?.contextLength
  }

  /// The message of a document that is an error, as streams carry them too; nil for any other.
  static func message(inside document: JSONValue) -> String? {
    // vLLM: {"object": "error", "message": …}; FastChat sends an error code beside its text.
    if document["object"]?.stringValue == "error" { return plainMessage(document) ?? "error" }
    guard let error = document["error"], !error.isNull else { return nil }
    // OpenAI, Anthropic and llama-server nest it, Ollama does not.
    return cut(error.stringValue) ?? plainMessage(error) ?? cut(error["type"]?.stringValue)
      ?? "error"
  }

  private static func plainMessage(_ document: JSONValue) -> String? {
    if let message = document["message"]?.stringValue { return cut(message) }
    // FastAPI: {"detail": "…"} or {"detail": [{"msg": "…"}]}.
    let detail = document["detail"]
    return cut(detail?.stringValue ?? detail?.arrayValue?.first?["msg"]?.stringValue)
  }

  private static func cut(_ text: String?) -> String? {
    text.map { String(decoding: $0.utf8.prefix(limit), as: UTF8.self) }
  }
}
