public import Generation
import StrictJSON

/// A server on this machine that behaves as an engine of a dialect does, the quirks that matter to us included.
///
/// It writes the same words whatever it is asked, unless the request lacks something: then it says so in the text, where
/// an engine would silently do something else.
public final class StubEngineServer: Sendable {
  /// The words that it writes.
  public static let words = ["Tea", " is", " good", " for", " 日本", "."]
  /// All of them.
  public static let text = words.joined()
  /// The model that it serves.
  public static let model = "stub"

  /// Where it listens.
  public var url: String { server.url }
  /// What it was asked.
  public var requests: [LoopbackRequest] { server.requests }

  private let server: LoopbackServer

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - dialect: What it speaks.
  ///   - key: What it wants to see in its dialect's header; nil lets everybody in.
  ///   - pieceSize: How many bytes go at once.
  /// - Throws: `LoopbackError` where the system has no socket or thread.
  public init(
    _ dialect: RemoteDialect, key: String? = nil, pieceSize: Int = .max
  ) throws(LoopbackError) {
    server = try LoopbackServer { request, connection in
      let presented =
        dialect == .anthropic
        ? request.field("x-api-key") : request.field("Authorization")?.dropping("Bearer ")
      if let key, presented != key {
        return try connection.respond(401, body: #"{"error":{"message":"Invalid API key"}}"#)
      }
      let body = (try? JSONParser.parse(request.body)) ?? .null
      let reply = StubReply.answer(dialect, request.method + " " + request.target, body)
      let bytes = Array(reply.body.utf8)
      try connection.sendHead(
        reply.status, ["Content-Type: \(reply.type)", "Content-Length: \(bytes.count)"])
      try connection.send(bytes, inPiecesOf: min(pieceSize, max(1, bytes.count)))
    }
  }

  /// Ends it; connections break.
  public func stop() { server.stop() }
}

extension String {
  fileprivate func dropping(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}

/// What a stub answers.
struct StubReply {
  var status = 200
  var type = "application/json"
  var body: String

  static func answer(
    _ dialect: RemoteDialect, _ line: String, _ request: JSONValue
  ) -> StubReply {
    switch (dialect, line) {
    case (.openAI, "GET /v1/models"), (.llamaServer, "GET /v1/models"),
      (.llamaCppPython, "GET /v1/models"), (.anthropic, "GET /v1/models"):
      return StubReply(body: #"{"object":"list","data":[{"id":"stub","object":"model"}]}"#)
    case (.vllm, "GET /v1/models"):
      return StubReply(body: #"{"object":"list","data":[{"id":"stub","max_model_len":2048}]}"#)
    case (.ollama, "GET /api/tags"): return StubReply(body: #"{"models":[{"name":"stub"}]}"#)
    case (.ollama, "POST /api/show"):
      return StubReply(body: #"{"model_info":{"llama.context_length":131072}}"#)
    case (.llamaServer, "GET /props"):
      return StubReply(body: #"{"default_generation_settings":{"n_ctx":512}}"#)
    case (.llamaServer, "GET /health"): return StubReply(body: #"{"status":"ok"}"#)
    case (.vllm, "GET /health"): return StubReply(body: "")
    case (.llamaServer, "POST /tokenize"):
      return StubReply(body: #"{"tokens":\#(tokens(request["content"]))}"#)
    case (.vllm, "POST /tokenize"):
      let count = request["prompt"]?.stringValue?.utf8.count ?? 0
      return StubReply(body: #"{"count":\#(count),"max_model_len":2048,"tokens":[]}"#)
    case (.llamaCppPython, "POST /extras/tokenize/count"):
      return StubReply(body: #"{"count":\#(request["input"]?.stringValue?.utf8.count ?? 0)}"#)
    case (.openAI, "POST /v1/completions"), (.vllm, "POST /v1/completions"),
      (.llamaCppPython, "POST /v1/completions"):
      return openAI(dialect, request, isChat: false)
    // Ollama has this place too, but never sends the prompt as it is.
    case (.ollama, "POST /v1/completions"):
      return StubReply(type: "text/event-stream", body: event(["choices": [["text": "wrapped"]]]))
    case (.openAI, "POST /v1/chat/completions"), (.vllm, "POST /v1/chat/completions"),
      (.llamaServer, "POST /v1/chat/completions"), (.llamaCppPython, "POST /v1/chat/completions"):
      return openAI(dialect, request, isChat: true)
    case (.llamaServer, "POST /completion"): return llamaServer(request)
    case (.ollama, "POST /api/generate"): return ollama(request, isChat: false)
    case (.ollama, "POST /api/chat"): return ollama(request, isChat: true)
    case (.anthropic, "POST /v1/messages"): return anthropic(request)
    default: return StubReply(status: 404, body: #"{"error":{"message":"no such place"}}"#)
    }
  }

  private static func tokens(_ text: JSONValue?) -> String {
    "[" + (text?.stringValue ?? "").utf8.map { _ in "1" }.joined(separator: ",") + "]"
  }

  /// The words, or what the request should have said.
  private static func words(_ request: JSONValue, needing members: [String]) -> [String] {
    let missing = members.filter { request[$0] == nil }
    return missing.isEmpty
      ? StubEngineServer.words : ["the server's own " + missing.joined(separator: ", ")]
  }

  private static func cut(_ words: [String], to limit: JSONValue?) -> (words: [String], ended: Bool)
  {
    let most = limit?.intValue ?? words.count
    return (Array(words.prefix(most)), most > words.count)
  }

  private static func event(_ document: JSONValue, name: String? = nil) -> String {
    (name.map { "event: \($0)\n" } ?? "") + "data: " + line(document) + "\n"
  }

  private static func line(_ document: JSONValue) -> String {
    String(decoding: JSONWriter.write(document, pretty: false), as: UTF8.self) + "\n"
  }

  private static func openAI(
    _ dialect: RemoteDialect, _ request: JSONValue, isChat: Bool
  ) -> StubReply {
    guard request["model"]?.stringValue == StubEngineServer.model || dialect == .llamaServer else {
      return StubReply(
        status: 404, body: #"{"object":"error","message":"The model does not exist.","code":404}"#)
    }
    var needed = ["temperature", "top_p", "max_tokens"]
    // vLLM takes the rest from the model's generation_config.json.
    if dialect == .vllm { needed += ["top_k", "min_p", "repetition_penalty"] }
    // llama-cpp-python penalises repetition unless told otherwise.
    if dialect == .llamaServer || dialect == .llamaCppPython {
      needed += ["top_k", "min_p", "repeat_penalty"]
    }
    let (words, ended) = cut(words(request, needing: needed), to: request["max_tokens"])
    func choice(_ text: String, _ reason: JSONValue) -> JSONValue {
      let content: (String, JSONValue) =
        isChat ? ("delta", ["content": .string(text)]) : ("text", .string(text))
      return .object(JSONObject([content, ("index", 0), ("finish_reason", reason)]))
    }
    var stream = words.map { event(["choices": [choice($0, .null)]]) }.joined()
    stream += event(["choices": [choice("", ended ? "stop" : "length")]])
    let usage: JSONValue = [
      "prompt_tokens": 5, "completion_tokens": .integer(Int64(words.count)),
    ]
    if request["stream_options"]?["include_usage"]?.boolValue == true {
      stream += event(["choices": [], "usage": usage])
    }
    return StubReply(type: "text/event-stream", body: stream + "data: [DONE]\n\n")
  }

  private static func llamaServer(_ request: JSONValue) -> StubReply {
    let promptTokens = request["prompt"]?.stringValue?.utf8.count ?? 0
    guard promptTokens < 512 else {
      return StubReply(
        status: 400,
        body: line([
          "error": [
            "code": 400, "message": "the request exceeds the available context size",
            "type": "exceed_context_size_error", "n_prompt_tokens": .integer(Int64(promptTokens)),
            "n_ctx": 512,
          ]
        ]))
    }
    let (words, ended) = cut(
      words(request, needing: ["temperature", "top_p", "top_k", "min_p", "repeat_penalty"]),
      to: request["n_predict"])
    var stream = ""
    if request["return_progress"]?.boolValue == true {
      stream += event([
        "content": "", "stop": false,
        "prompt_progress": ["total": 5, "cache": 0, "processed": 5, "time_ms": 1],
      ])
    }
    stream += words.map { event(["content": .string($0), "stop": false]) }.joined()
    stream += event([
      "content": "", "stop": true, "stop_type": ended ? "eos" : "limit", "tokens_evaluated": 5,
      "tokens_predicted": .integer(Int64(words.count)),
    ])
    return StubReply(type: "text/event-stream", body: stream)
  }

  private static func ollama(_ request: JSONValue, isChat: Bool) -> StubReply {
    guard request["model"]?.stringValue == StubEngineServer.model else {
      return StubReply(status: 404, body: #"{"error":"model not found, try pulling it first"}"#)
    }
    let options = request["options"] ?? .null
    var all = words(
      options, needing: ["temperature", "top_p", "top_k", "repeat_penalty", "num_ctx"])
    if !isChat, request["raw"]?.boolValue != true { all = ["wrapped in a template"] }
    let (words, ended) = cut(all, to: options["num_predict"])
    func message(_ text: String) -> (String, JSONValue) {
      isChat
        ? ("message", ["role": "assistant", "content": .string(text)])
        : ("response", .string(text))
    }
    var stream = words.map { line(.object(JSONObject([message($0), ("done", false)]))) }.joined()
    stream += line(
      .object(
        JSONObject([
          message(""), ("done", true), ("done_reason", ended ? "stop" : "length"),
          ("prompt_eval_count", 5), ("eval_count", .integer(Int64(words.count))),
        ])))
    return StubReply(type: "application/x-ndjson", body: stream)
  }

  private static func anthropic(_ request: JSONValue) -> StubReply {
    let isSystemInside = request["messages"]?.arrayValue?.contains { message in
      message["role"] == "system"
    }
    guard isSystemInside == false, request["max_tokens"] != nil else {
      return StubReply(
        status: 400,
        body:
          #"{"type":"error","error":{"type":"invalid_request_error","message":"messages: bad role"}}"#
      )
    }
    let (words, ended) = cut(
      words(request, needing: ["temperature"]), to: request["max_tokens"])
    let start: JSONValue = [
      "type": "message_start", "message": ["usage": ["input_tokens": 5, "output_tokens": 1]],
    ]
    var stream = event(start, name: "message_start") + event(["type": "ping"], name: "ping")
    for word in words {
      let delta: JSONValue = ["type": "text_delta", "text": .string(word)]
      stream += event(
        ["type": "content_block_delta", "index": 0, "delta": delta], name: "content_block_delta")
    }
    stream += event(
      [
        "type": "message_delta", "delta": ["stop_reason": ended ? "end_turn" : "max_tokens"],
        "usage": ["output_tokens": .integer(Int64(words.count))],
      ], name: "message_delta")
    stream += event(["type": "message_stop"], name: "message_stop")
    return StubReply(type: "text/event-stream", body: stream)
  }
}
