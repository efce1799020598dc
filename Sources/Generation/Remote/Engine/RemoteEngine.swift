public import HTTPClient
import Glibc
import StrictJSON
import Synchronization

/// Generates on a server: llama-server, vLLM, Ollama, whatever speaks OpenAI's API, and Anthropic's as a policy.
///
/// Nothing here depends on the machine's processor, so a large aligner can run where there is room for it.
public final class RemoteEngine: Engine {
  /// The model, for people.
  public let description: EngineDescription
  /// Where it is.
  public let configuration: RemoteEngineConfiguration

  let server: RemoteServer
  private let writer: RemoteRequestWriter
  /// Whether the server was found not to count tokens.
  private let countsNoTokens = Atomic<Bool>(false)

  /// The context that is assumed where neither configuration nor server tells one, in tokens.
  public static let assumedContextLength = 4096

  /// Creates an engine; nothing is asked of the server yet.
  ///
  /// - Parameters:
  ///   - configuration: Where it is; `model` must be named for every dialect but llama-server, which serves one.
  ///   - client: What carries the requests.
  ///   - environment: A variable's value, for the key; the process's own unless a test says otherwise.
  /// - Throws: `GenerationError.remote` about the address, the key or the model.
  public init(
    _ configuration: RemoteEngineConfiguration, client: HTTPClient,
    environment: (String) -> String? = RemoteEngine.processEnvironment
  ) throws(GenerationError) {
    self.configuration = configuration
    func refuse(_ problem: RemoteProblem) -> GenerationError {
      .remote(
        RemoteEngineError(
          engine: configuration.name, endpoint: configuration.url, problem: problem))
    }
    do throws(RemoteProblem) {
      server = try RemoteServer(configuration, client: client, environment: environment)
    } catch {
      throw refuse(error)
    }
    // llama-server has one model and passes over the name.
    let assumed = configuration.dialect == .llamaServer ? "default" : nil
    guard let model = configuration.model ?? assumed else {
      throw refuse(.modelUnnamed(served: []))
    }
    let contextLength = configuration.contextLength ?? Self.assumedContextLength
    writer = RemoteRequestWriter(
      dialect: configuration.dialect, model: model, contextLength: contextLength,
      reusesPrompts: configuration.reusesPrompts,
      isOpenAIService: server.address.host == "api.openai.com")
    description = EngineDescription(
      name: configuration.name, elementType: "remote", contextLength: contextLength,
      location: server.address.root, trainedObjectives: configuration.trainedObjectives,
      family: configuration.family, promptFormat: configuration.promptFormat)
  }

  /// The value of a variable of this process.
  public static func processEnvironment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Counts with the server where it can (llama-server, vLLM); else an estimate, good to about a third.
  ///
  /// The server has the last word: it refuses what does not fit.
  public func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    if !countsNoTokens.load(ordering: .relaxed), let count = await countedTokens(prompt) {
      return count
    }
    if Task.isCancelled { throw .cancelled }
    return Self.estimatedTokens(prompt)
  }

  /// A generation on the server; its connection closes as soon as nobody wants more of it.
  public func stream(_ request: GenerationRequest) -> GenerationStream {
    let call = Result { () throws(RemoteProblem) in try writer.completion(request) }
    return stream(
      call, at: .version("/completions"), prompt: request.prompt,
      limits: (request.maximumTokens, request.stopStrings))
  }

  /// An answer in the form of the server's own chat template.
  public func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    let call = Result { () throws(RemoteProblem) in try writer.chat(request) }
    return stream(
      call, at: .version("/chat/completions"),
      prompt: request.messages.map(\.content).joined(separator: "\n"),
      limits: (request.maximumTokens, request.stopStrings))
  }

  private func stream(
    _ call: Result<RemoteCall, RemoteProblem>, at path: RemotePath, prompt: String,
    limits: (maximumTokens: Int, stopStrings: [String])
  ) -> GenerationStream {
    GenerationStream { [server] in
      RemoteGeneration(
        server: server, call: call, path: path,
        reply: { format in
          RemoteReply(
            format: format, stopStrings: limits.stopStrings, maximumTokens: limits.maximumTokens)
        }, maximumTokens: limits.maximumTokens,
        estimatedPromptTokens: Self.estimatedTokens(prompt))
    }
  }

  private func countedTokens(_ text: String) async -> Int? {
    let body: JSONValue
    let path = RemotePath.root(
      configuration.dialect == .llamaCppPython ? "/extras/tokenize/count" : "/tokenize")
    switch configuration.dialect {
    case .llamaServer: body = ["content": .string(text), "add_special": true]
    case .llamaCppPython: body = ["input": .string(text)]
    case .vllm:
      body = ["model": .string(writer.model), "prompt": .string(text), "add_special_tokens": true]
    case .openAI, .ollama, .anthropic: return nil
    }
    do throws(RemoteProblem) {
      let document = try await server.document(path, posting: body)
      return document["count"]?.intValue ?? document["tokens"]?.arrayValue?.count
    } catch {
      // Some builds and proxies leave it out; a server that is away may come back.
      if case .status(404...405, _) = error { countsNoTokens.store(true, ordering: .relaxed) }
      return nil
    }
  }

  /// Tokens of a text by rule of thumb: four bytes of ASCII, or one character of anything else.
  static func estimatedTokens(_ text: String) -> Int {
    let ascii = text.utf8.count { $0 < 0x80 }
    let others = text.unicodeScalars.count { !$0.isASCII }
    return (ascii + 3) / 4 + others + 1
  }
}
