import Generation
import StrictJSON

/// A request for an aligned answer, of either of OpenAI's forms.
struct CompletionRequest: Equatable {
  /// What is answered.
  enum Question: Equatable {
    /// A dialogue: `/v1/chat/completions`.
    case chat([ChatMessage])
    /// A text to continue: `/v1/completions`.
    case text(String)
  }

  var question: Question
  var model: String
  var isStreamed = false
  /// Whether a stream ends with counts of tokens.
  var includesUsage = false
  var temperature: Double?
  var topP: Double?
  var seed: UInt64?
  var maximumTokens: Int?
  var stopStrings: [String] = []
  var alignment = AlignmentWishes()

  /// Reads the body of `/v1/chat/completions`.
  static func chat(_ body: [UInt8]) throws(RequestError) -> CompletionRequest {
    let reader = try RequestReader(body)
    guard let values = reader.value("messages")?.arrayValue, !values.isEmpty else {
      throw .invalid("messages", "an array of messages")
    }
    var messages: [ChatMessage] = []
    for value in values { messages.append(try message(value)) }
    return try CompletionRequest(.chat(messages), reader)
  }

  /// Reads the body of `/v1/completions`.
  static func text(_ body: [UInt8]) throws(RequestError) -> CompletionRequest {
    let reader = try RequestReader(body)
    guard let prompts = try reader.texts("prompt", limit: 1), let prompt = prompts.first else {
      throw .invalid("prompt", "one string")
    }
    return try CompletionRequest(.text(prompt), reader)
  }

  private init(_ question: Question, _ reader: RequestReader) throws(RequestError) {
    self.question = question
    guard let model = try reader.text("model") else { throw .invalid("model", "a string") }
    self.model = model
    // What cannot be done is refused rather than left out in silence.
    for name in ["n", "best_of"] { _ = try reader.whole(name, in: 1...1) }
    for name in ["tools", "functions"] {
      if let list = reader.value(name)?.arrayValue, !list.isEmpty {
        throw .invalid(name, "left out: tools are not supported")
      }
    }
    isStreamed = try reader.flag("stream") ?? false
    if let options = reader.value("stream_options")?.objectValue {
      includesUsage = try RequestReader(options).flag("include_usage") ?? false
    }
    temperature = try reader.number("temperature", in: 0...2)
    topP = try reader.number("top_p", in: 0...1)
    seed = try reader.whole("seed", in: .min ... .max).map { UInt64(bitPattern: Int64($0)) }
    let tokens = 1...(1 << 20)
    let formerly = try reader.whole("max_tokens", in: tokens)
    maximumTokens = try reader.whole("max_completion_tokens", in: tokens) ?? formerly
    let stops = try reader.texts("stop", limit: 16) ?? []
    stopStrings = stops.filter { !$0.isEmpty }
    if let wishes = reader.value("metaaligner") {
      guard let object = wishes.objectValue else { throw .invalid("metaaligner", "an object") }
      alignment = try AlignmentWishes(RequestReader(object))
    }
  }

  private static func message(_ value: JSONValue) throws(RequestError) -> ChatMessage {
    guard let object = value.objectValue else { throw .invalid("messages", "objects") }
    let reader = RequestReader(object)
    let roles = ["system", "developer", "user", "assistant"]
    guard let name = try reader.text("role"), roles.contains(name) else {
      throw .invalid("messages.role", roles.joined(separator: ", "))
    }
    let role = ChatMessage.Role(rawValue: name) ?? .system
    return ChatMessage(role: role, content: try content(reader.value("content")))
  }

  /// A message's text, given as such or in parts.
  private static func content(_ value: JSONValue?) throws(RequestError) -> String {
    if let text = value?.stringValue { return text }
    guard let parts = value?.arrayValue else {
      throw .invalid("messages.content", "a string or an array of text parts")
    }
    var text = ""
    for part in parts {
      guard part["type"]?.stringValue == "text", let piece = part["text"]?.stringValue else {
        throw .invalid("messages.content", "text: nothing else can be read")
      }
      text += piece
    }
    return text
  }
}

/// What a request says about its edit, in the member `metaaligner`.
struct AlignmentWishes: Equatable {
  /// Ids of the catalog, or wordings of the user's own as `Name: description`; nil for the server's.
  var objectives: [String]?
  /// Whether the answer is edited at all.
  var isAligned = true
  /// The answer to edit, instead of one of the policy's.
  var answer: String?

  init() {}

  init(_ reader: RequestReader) throws(RequestError) {
    let known = ["objectives", "align", "answer"]
    if let name = reader.object.keys.first(where: { !known.contains($0) }) {
      throw .invalid("metaaligner.\(name)", "left out: there are \(known.joined(separator: ", "))")
    }
    objectives = try reader.texts("objectives", limit: 64)
    if objectives?.isEmpty == true { throw .invalid("metaaligner.objectives", "not empty") }
    isAligned = try reader.flag("align") ?? true
    answer = try reader.text("answer")
  }
}
