import Alignment
import Checkpoints
import Generation
import Storage

/// Turns flags, the catalog and what a model says of itself into requests; `align` and `chat` share it.
struct RequestResolver {
  let places: Places
  let loaded: CatalogStore.Loaded
  let family: PromptFamily
  let format: PromptFormat
  /// The objectives to ask for, in order.
  let objectives: [Objective]
  /// The model; nil where none was named and none is there.
  let source: EngineSource?
  private let factory: EngineFactory
  private let direction: EditDirection

  var catalog: ObjectiveCatalog { loaded.catalog }

  /// Whether nothing says which family the model was trained on.
  let isFamilyGuessed: Bool

  /// Reads the catalog and the model's own words; loads no model.
  ///
  /// - Parameters:
  ///   - options: The flags about objectives.
  ///   - model: The model or engine that was named, if any.
  ///   - factory: What finds it.
  ///   - adapter: The adapter that was named, if any; what it says of itself goes before what the model says.
  ///   - notices: Who is told which files are used.
  /// - Throws: `CommandError`, `StorageError`, `CheckpointError` or `AlignmentError`.
  init(
    _ options: ObjectiveOptions, model: String?, factory: EngineFactory, adapter: String? = nil,
    notices: Notices
  ) throws {
    places = Places.current(flags: Places.Flags(catalog: options.catalog, model: model))
    loaded = try CatalogStore(places: places).load()
    notices.detail("catalog: \(loaded.path ?? "built in")")
    direction = options.equal ? .equal : .better

    self.factory = factory
    let source = try model.map(factory.source) ?? places.defaultModel().map(EngineSource.local)
    self.source = source
    if adapter != nil, let source, source.path == nil {
      throw CommandError.adapterNeedsLocalModel(engine: source.name)
    }
    let folder = source?.path
    notices.detail("model: \(folder ?? source?.name ?? "none")")
    let remote = source?.configuration.map {
      ModelMetadata(
        name: $0.name, family: $0.family, promptFormat: $0.promptFormat,
        objectives: $0.trainedObjectives)
    }
    let metadata =
      try adapter.flatMap { try Checkpoint.metadataOnly($0) }
      ?? remote ?? folder.flatMap { try Checkpoint.metadataOnly($0) }
    if let name = options.family {
      guard let named = PromptFamily(name: name) else {
        throw CommandError.unknownFamily(name: name)
      }
      family = named
      isFamilyGuessed = false
    } else {
      let known = Self.family(metadata: metadata, folder: folder ?? source?.configuration?.model)
      family = known ?? .hhRLHF
      isFamilyGuessed = known == nil
    }
    format = try Self.format(metadata: metadata, folder: folder ?? "")
    objectives = try Self.objectives(options, catalog: loaded.catalog, family: family)
  }

  /// The request for one answer.
  func request(context: String, answer: String) -> AlignmentRequest {
    AlignmentRequest(
      context: context, answer: answer, objectives: objectives, family: family,
      direction: direction, format: format)
  }

  /// Loads the model that the flags and places name.
  ///
  /// - Parameter options: How it computes.
  /// - Returns: The engine.
  /// - Throws: `CommandError.noModel`, or what is wrong with the model or the machine.
  func loadEngine(_ options: @autoclosure () throws -> LocalEngineOptions) async throws
    -> any Engine
  {
    guard let source else { throw CommandError.noModel(searched: places.modelCandidates) }
    return try await factory.load(source, options: options())
  }

  /// Loads the model of this machine that the flags and places name.
  ///
  /// - Parameter options: How it computes.
  /// - Returns: The engine.
  /// - Throws: `CommandError.noModel`, or what is wrong with the model or the machine.
  func loadLocalEngine(_ options: LocalEngineOptions) throws -> LocalEngine {
    guard let path = source?.path else {
      throw CommandError.noModel(searched: places.modelCandidates)
    }
    return try LocalEngine(path: path, options: options)
  }

  private static func family(metadata: ModelMetadata?, folder: String?) -> PromptFamily? {
    if let family = metadata?.family.flatMap(PromptFamily.init(name:)) { return family }
    // The published checkpoints carry their family in the name, in the order in which the published script looks.
    return PromptFamily.allCases.first { folder?.contains($0.rawValue) == true }
  }

  private static func format(
    metadata: ModelMetadata?, folder: String
  ) throws(CommandError) -> PromptFormat {
    guard let name = metadata?.promptFormat else { return .raw }
    guard let format = PromptFormat(rawValue: name) else {
      throw .unknownPromptFormat(name: name, folder: folder)
    }
    return format
  }

  private static func objectives(
    _ options: ObjectiveOptions, catalog: ObjectiveCatalog, family: PromptFamily
  ) throws -> [Objective] {
    var chosen: [Objective] = []
    if let names = options.objectives {
      let names = names.split(separator: ",").map(trimmed).filter { !$0.isEmpty }
      if names.isEmpty, options.objective.isEmpty { throw CommandError.noObjectives }
      for name in names {
        guard let objective = catalog.resolve(name, family: family) else {
          throw CommandError.unknownObjective(name: name, known: catalog.objectives.map(\.id))
        }
        if !chosen.contains(where: { $0.id == objective.id }) { chosen.append(objective) }
      }
    }
    chosen += try options.objective.map(Objective.parse(commandLine:))
    if options.objectives == nil, options.objective.isEmpty {
      chosen = catalog.objectives.filter { $0.isTrained(in: family) }
    }
    guard !chosen.isEmpty else { throw CommandError.noObjectives }
    return chosen
  }

  private static func trimmed(_ name: Substring) -> String {
    let fromStart = name.drop(while: \.isWhitespace)
    return String(String(fromStart.reversed().drop(while: \.isWhitespace)).reversed())
  }
}
