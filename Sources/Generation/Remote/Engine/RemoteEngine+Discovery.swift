public import HTTPClient
import StrictJSON

/// A model that a server offers.
public struct RemoteModel: Sendable, Equatable {
  /// Its name there.
  public let name: String
  /// The most tokens of prompt and text together, where the server says.
  public var contextLength: Int?
}

extension RemoteEngine {
  /// The most context that Ollama is asked for where nobody chose: it takes memory for all of it at once.
  private static let mostAssumedContext = 8192

  /// Creates an engine and asks its server what the configuration leaves open: the model, and its context's length.
  ///
  /// A server that does not answer is no error here as long as the model is named: the first request tells.
  ///
  /// - Parameters:
  ///   - configuration: Where it is.
  ///   - client: What carries the requests.
  /// - Returns: The engine.
  /// - Throws: `GenerationError.remote` about the address or the key, or where no model is named and not exactly one is
  ///   served.
  public static func connect(
    _ configuration: RemoteEngineConfiguration, client: HTTPClient
  ) async throws(GenerationError) -> RemoteEngine {
    var complete = configuration
    if complete.model == nil, complete.dialect != .llamaServer {
      // Any name does to ask for the names.
      complete.model = ""
      let served = try await RemoteEngine(complete, client: client).models()
      guard served.count == 1, let only = served.first else {
        throw .remote(
          RemoteEngineError(
            engine: configuration.name, endpoint: configuration.url,
            problem: .modelUnnamed(served: served.map(\.name))))
      }
      complete.model = only.name
      complete.contextLength = complete.contextLength ?? only.contextLength
    }
    let engine = try RemoteEngine(complete, client: client)
    guard complete.contextLength == nil else { return engine }
    complete.contextLength = await engine.askedContextLength()
    return complete.contextLength == nil ? engine : try RemoteEngine(complete, client: client)
  }

  /// The models that the server offers.
  ///
  /// - Throws: `GenerationError.remote` where it does not say.
  public func models() async throws(GenerationError) -> [RemoteModel] {
    let path = modelsPath
    do throws(RemoteProblem) {
      return Self.models(in: try await server.document(path))
    } catch {
      throw server.error(error, at: path)
    }
  }

  var modelsPath: RemotePath {
    configuration.dialect == .ollama ? .root("/api/tags") : .version("/models")
  }

  /// Reads the lists of `/v1/models` and `/api/tags`.
  static func models(in document: JSONValue) -> [RemoteModel] {
    let list = document["data"]?.arrayValue ?? document["models"]?.arrayValue ?? []
    return list.compactMap { entry in
      guard let name = entry["id"]?.stringValue ?? entry["name"]?.stringValue else { return nil }
      return RemoteModel(
        name: name,
        contextLength: length(entry["max_model_len"]) ?? length(entry["meta"]?["n_ctx"]))
    }
  }

  /// What the server says of its context; nil where it does not.
  private func askedContextLength() async -> Int? {
    switch configuration.dialect {
    case .llamaServer:
      let document = try? await server.document(.root("/props"))
      return Self.length(document?["default_generation_settings"]?["n_ctx"])
    case .vllm:
      return (try? await models())?.first { $0.name == configuration.model }?.contextLength
    case .ollama:
      let body: JSONValue = ["model": .string(configuration.model ?? "")]
      let document = try? await server.document(.root("/api/show"), posting: body)
      let members = document?["model_info"]?.objectValue?.members ?? []
      let entry = members.first { $0.key.hasSuffix(".context_length") }
      return Self.length(entry?.value).map { min($0, Self.mostAssumedContext) }
    case .openAI, .llamaCppPython:
      return (try? await models())?.first { $0.name == configuration.model }?.contextLength
    // All of its models have more than any dialogue here needs.
    case .anthropic: return 200_000
    }
  }

  private static func length(_ value: JSONValue?) -> Int? {
    value?.intValue.flatMap { (1...1 << 30).contains($0) ? $0 : nil }
  }
}
