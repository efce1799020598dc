import StrictJSON

/// What is posted to a server for one generation, and what comes back.
struct RemoteCall: Equatable {
  /// Where, beginning with the version or the name of the API.
  var path: RemotePath
  /// The request's body.
  var body: JSONValue
  /// What the answer looks like.
  var format: RemoteStreamFormat
}

/// A place on a server.
struct RemotePath: Sendable, Equatable {
  /// What it stands below.
  enum Base: Sendable, Equatable {
    /// The server's root.
    case root
    /// The version of OpenAI's API, `/v1` as a rule.
    case version
  }

  var base: Base
  var path: String

  static func root(_ path: String) -> RemotePath { RemotePath(base: .root, path: path) }
  static func version(_ path: String) -> RemotePath { RemotePath(base: .version, path: path) }
}

/// Writes requests in the words of each dialect.
///
/// Every value that changes the text is said, its default too: servers and models bring defaults of their own.
struct RemoteRequestWriter {
  let dialect: RemoteDialect
  /// The model's name on the server.
  let model: String
  /// Tokens of prompt and text together; some servers must be told.
  let contextLength: Int
  /// Whether the server may reuse what it keeps of earlier prompts, at the price of exactly repeatable texts.
  var reusesPrompts = false
  /// Whether the server is OpenAI's own, which has another word for the limit on tokens.
  var isOpenAIService = false

  /// What continues a prompt.
  ///
  /// - Throws: `RemoteProblem.completionUnsupported` or `.samplingUnsupported`.
  func completion(_ request: GenerationRequest) throws(RemoteProblem) -> RemoteCall {
    switch dialect {
    case .openAI, .vllm, .llamaCppPython: try openAICompletion(request)
    case .llamaServer: llamaServerCompletion(request)
    case .ollama: ollamaCompletion(request)
    case .anthropic: throw .completionUnsupported
    }
  }

  /// What answers a dialogue.
  ///
  /// - Throws: `RemoteProblem.samplingUnsupported`.
  func chat(_ request: ChatRequest) throws(RemoteProblem) -> RemoteCall {
    switch dialect {
    case .openAI, .vllm, .llamaServer, .llamaCppPython: try openAIChat(request)
    case .ollama: ollamaChat(request)
    case .anthropic: try anthropicMessages(request)
    }
  }

  /// A dialogue in the form that every dialect but Anthropic's has.
  func messages(_ messages: [ChatMessage]) -> JSONValue {
    .array(
      messages.map { ["role": .string($0.role.rawValue), "content": .string($0.content)] })
  }

  /// Texts as a list.
  func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

/// A way to sample, every value of it said.
struct ExplicitSampling {
  var temperature = 0.0
  var topK: Int?
  var topP = 1.0
  var minP = 0.0
  var repetitionPenalty = 1.0
  var seed: Int64?

  init(_ sampling: Sampling) {
    switch sampling {
    case .greedy(let penalty): repetitionPenalty = penalty
    case .random(let draw):
      temperature = draw.temperature
      topK = draw.topK
      topP = draw.topP ?? 1
      minP = draw.minP ?? 0
      repetitionPenalty = draw.repetitionPenalty
      // Servers take 32 bits, some of them signed.
      seed = Int64(truncatingIfNeeded: draw.seed & 0x7FFF_FFFF)
    }
  }

  /// The parameters, of those that not every dialect knows, that change something here.
  var unusual: String? {
    if topK != nil { return "top-k" }
    if minP > 0 { return "min-p" }
    if repetitionPenalty != 1 { return "repetition penalty" }
    return nil
  }
}

extension JSONObject {
  /// Members of another object behind these.
  mutating func add(_ members: KeyValuePairs<String, JSONValue>) {
    for (key, value) in members { self[key] = value }
  }
}
