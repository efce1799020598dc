import Checkpoints
import Generation
import Glibc
import HTTPClient
import Hub
import Storage

/// What a name on the command line or in the configuration stands for.
enum EngineSource: Sendable, Equatable {
  /// A model folder or GGUF file of this machine.
  case local(path: String)
  /// A server.
  case remote(RemoteEngineConfiguration)
  /// Several servers as one.
  case pool(name: String, [RemoteEngineConfiguration])

  /// The folder or file; nil where there is none.
  var path: String? {
    if case .local(let path) = self { path } else { nil }
  }

  /// Its name, for people.
  var name: String {
    switch self {
    case .local(let path): path.split(separator: "/").last.map(String.init) ?? path
    case .remote(let configuration): configuration.name
    case .pool(let name, _): name
    }
  }

  /// What a server's configuration says of its model; a pool's servers have the same.
  var configuration: RemoteEngineConfiguration? {
    switch self {
    case .local: nil
    case .remote(let configuration): configuration
    case .pool(_, let configurations): configurations.first
    }
  }
}

/// Finds and loads what a name stands for, the same way for every command.
struct EngineFactory: Sendable {
  /// The engines of the configuration.
  let engines: [EngineSetting]
  /// The name that `--engine` gave, which means no path.
  private let namedEngine: String?

  /// - Parameters:
  ///   - settings: The settings of the run.
  ///   - engine: What `--engine` says, if anything.
  init(_ settings: Settings, engine: String? = nil) {
    engines = settings.engines
    namedEngine = engine
  }

  /// What a name stands for: a path that exists, else an engine of the configuration, else a model in the cache.
  ///
  /// - Parameter name: A path, or a name.
  /// - Returns: What it stands for.
  /// - Throws: `CommandError.unknownModel`, or `HubError` for a model that is only partly there.
  func source(_ name: String) throws -> EngineSource {
    if name != namedEngine, access(name, F_OK) == 0 { return .local(path: name) }
    if let engine = try engine(name) { return engine }
    if name != namedEngine {
      if let path = try cachedModel(name) { return .local(path: path) }
      if name.contains("/"), (try? HubReference(name)) != nil { throw HubError.notCached(name: name) }
      // What is written as a path is read as one, so that its reader tells what is missing.
      if name.contains("/") || engines.isEmpty { return .local(path: name) }
    }
    throw CommandError.unknownModel(name: name, engines: engines.map(\.name))
  }

  /// The folder or file of a model in the cache of Hugging Face; nil where it has none of this name.
  private func cachedModel(_ name: String) throws(HubError) -> String? {
    do {
      return try ModelName.resolve(name).path
    } catch .notCached, .invalidName, .noHomeFolder {
      return nil
    }
  }

  /// An engine of the configuration; nil where it has none of this name.
  func engine(_ name: String) throws(CommandError) -> EngineSource? {
    guard let setting = engines.first(where: { $0.name == name }) else { return nil }
    switch setting.kind {
    case .remote(let configuration): return .remote(configuration)
    case .pool(let members):
      let configurations = engines.compactMap { engine -> RemoteEngineConfiguration? in
        guard case .remote(let configuration) = engine.kind else { return nil }
        return members.contains(engine.name) ? configuration : nil
      }
      return .pool(name: name, configurations)
    }
  }

  /// Loads a model, or gets in touch with a server.
  ///
  /// - Parameters:
  ///   - source: What it is.
  ///   - options: How a local model computes.
  /// - Returns: The engine.
  /// - Throws: `CommandError.adapterNeedsLocalModel`, or `GenerationError`.
  func load(
    _ source: EngineSource, options: @autoclosure () throws -> LocalEngineOptions
  ) async throws -> any Engine {
    switch source {
    case .local(let path): return try LocalEngine(path: path, options: options())
    case .remote(let configuration): return try await Self.connect(configuration)
    case .pool(let name, let configurations):
      var members: [any Engine] = []
      for configuration in configurations {
        members.append(try await Self.connect(configuration))
      }
      guard !members.isEmpty else { throw CommandError.unknownModel(name: name, engines: []) }
      return EnginePool(name: name, engines: members)
    }
  }

  /// Gets in touch with a server.
  static func connect(
    _ configuration: RemoteEngineConfiguration
  ) async throws(GenerationError) -> RemoteEngine {
    var options = HTTPClientOptions()
    options.allowsInsecureHTTP = configuration.allowsInsecure
    return try await RemoteEngine.connect(configuration, client: HTTPClient(options: options))
  }
}
