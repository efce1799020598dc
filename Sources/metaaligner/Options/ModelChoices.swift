import ChatApp
import Checkpoints
import Generation
import Glibc
import Hub
import Storage
import Synchronization
import Tensors

/// The models and engines that can be taken while the interactive program runs.
final class ModelChoices: Sendable {
  /// What there is to take, in the order of the list.
  let choices: [EngineChoice]
  private let sources: [EngineSource]
  private let factory: EngineFactory
  /// How weights are held; nil for as they are stored.
  private let format: ElementType?
  /// What was there before any model was loaded; nil where the system does not say.
  private let availableBytes = AvailableMemory.bytes()
  /// What is in memory, by what it is used for.
  private let held: Mutex<[Use: CommandError.ModelSize]>

  /// What a model is in memory for.
  enum Use: Hashable {
    case edits, answers, comparison
  }

  /// - Parameters:
  ///   - factory: What finds what a name stands for.
  ///   - used: What the program starts with.
  ///   - others: What else is there without a name in the configuration.
  ///   - format: How weights are held.
  /// - Throws: `CheckpointError` where what is used cannot be read.
  init(
    _ factory: EngineFactory, used: [Use: EngineSource], others: [EngineSource],
    format: ElementType?
  ) throws {
    self.factory = factory
    self.format = format
    let order: [Use] = [.edits, .answers, .comparison]
    var listed: [(choice: EngineChoice, source: EngineSource)] = []
    let configured = try factory.engines.compactMap { try factory.engine($0.name) }
    let named = order.compactMap { used[$0] } + others + configured
    let cached = Self.cached()
    // A snapshot's own name is that of a commit.
    let all = named.map { source in
      cached.first { Self.isSame($0.source, source) } ?? (EngineChoice(source), source)
    }
    for (choice, source) in all + cached
    where !listed.contains(where: { Self.isSame($0.source, source) }) {
      listed.append((choice, source))
    }
    choices = listed.map(\.choice)
    sources = listed.map(\.source)
    var sizes: [Use: CommandError.ModelSize] = [:]
    for (use, source) in used { sizes[use] = try Self.size(of: source, as: format) }
    held = Mutex(sizes)
  }

  /// What a source is called in the list; nil where it is not there.
  func choice(of source: EngineSource?) -> EngineChoice? {
    guard let source else { return nil }
    return sources.firstIndex { Self.isSame($0, source) }.map { choices[$0] }
  }

  /// Loads what was chosen where it fits beside what is in memory: until it is there, that stays.
  ///
  /// - Parameters:
  ///   - choice: One of the list, or any other name.
  ///   - use: What it is for.
  ///   - options: How a local model computes.
  /// - Returns: The engine.
  /// - Throws: `CommandError`, `CheckpointError` or `GenerationError`.
  func load(
    _ choice: EngineChoice, for use: Use, options: LocalEngineOptions
  ) async throws -> any Engine {
    let source = try source(of: choice)
    let size = try Self.size(of: source, as: format)
    if let size { try check(size) }
    let engine = try await factory.load(source, options: options)
    try await Self.ask(engine)
    held.withLock { $0[use] = size }
    return engine
  }

  /// Asks a server whether it is there: what could not make the next edit is not to replace what can.
  private static func ask(_ engine: any Engine) async throws(GenerationError) {
    guard let engine = engine as? RemoteEngine else { return }
    do {
      _ = try await engine.models()
    } catch {
      guard case .remote(let problem) = error else { throw error }
      switch problem.problem {
      // It is there, and keeps no list or another one.
      case .status(404, _), .status(405, _), .malformed: return
      default: throw error
      }
    }
  }

  /// The models that were downloaded and are whole; none where the cache cannot be read.
  private static func cached() -> [(choice: EngineChoice, source: EngineSource)] {
    guard let cache = try? HubCache.current() else { return [] }
    return cache.revisions().filter(\.missing.isEmpty).compactMap { revision in
      let isMain = revision.references.contains("main")
      let name =
        revision.repository.text
        + (isMain ? "" : "@" + (revision.references.first ?? revision.commit))
      // One with several files in it has to be asked for by a file's name.
      guard let path = try? ModelName.resolve(name, cache: cache).path else { return nil }
      return (EngineChoice(name: name, place: "downloaded"), .local(path: path))
    }
  }

  /// Whether two sources are the same, however their paths are written.
  private static func isSame(_ one: EngineSource, _ other: EngineSource) -> Bool {
    guard let path = one.path, let otherPath = other.path else { return one == other }
    return resolved(path) == resolved(otherPath)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private func source(of choice: EngineChoice) throws -> EngineSource {
    if let index = choices.firstIndex(of: choice) { return sources[index] }
    return try factory.source(choice.name)
  }

  private func check(_ size: CommandError.ModelSize) throws(CommandError) {
    let all = held.withLock { Array($0.values) } + [size]
    // One alone is checked where it loads.
    guard all.count > 1, let availableBytes else { return }
    if all.reduce(0, { $0 + $1.bytes }) > availableBytes {
      throw .notEnoughMemoryForModels(all, availableBytes: availableBytes)
    }
  }

  /// What a model of this machine takes; nil for others.
  private static func size(
    of source: EngineSource, as format: ElementType?
  ) throws -> CommandError.ModelSize? {
    guard let path = source.path else { return nil }
    let bytes = try Checkpoint.open(path).weightBytes(as: format)
    return CommandError.ModelSize(name: source.name, bytes: bytes)
  }
}

extension EngineChoice {
  init(_ source: EngineSource) {
    switch source {
    case .local(let path): self.init(name: source.name, place: path)
    case .remote(let engine):
      let model = engine.model.map { ", \($0)" } ?? ""
      self.init(
        name: engine.name, place: "\(engine.dialect.rawValue) at \(engine.url)\(model)",
        onlyAnswers: !engine.dialect.continuesPrompts)
    case .pool(let name, let members):
      self.init(
        name: name, place: "pool of " + members.map(\.name).joined(separator: ", "),
        onlyAnswers: members.contains { !$0.dialect.continuesPrompts })
    }
  }
}
