import Alignment
import ChatApp
import Checkpoints
import CursesTerminal
import Datasets
import Foundation
import Generation
import Glibc
import Sessions
import Storage
import StrictJSON
import TerminalUI

/// What the interactive program is given: its models, its services and its configuration.
extension ChatCommand {
  /// What loads the model that answers; nil where none was named.
  func loadPolicy(
    _ settings: Settings
  ) throws -> (@Sendable () async throws -> any PolicySource)? {
    guard let policy = settings.text(.policy) else { return nil }
    let factory = EngineFactory(settings)
    let source = try factory.source(policy)
    return { [compute = engine.model.compute, policyFormat] in
      var options = try compute.engineOptions(settings)
      // The adapter is the aligner's.
      options.adapter = nil
      return EnginePolicy(
        engine: try await factory.load(source, options: options), format: policyFormat)
    }
  }

  /// What loads the model that edits are compared with; nil where none was named.
  func loadSecondModel(
    _ settings: Settings
  ) throws -> (@Sendable () async throws -> any Engine)? {
    guard let model = settings.text(.compareModel) else { return nil }
    let factory = EngineFactory(settings)
    let source = try factory.source(model)
    return { [compute = engine.model.compute] in
      var options = try compute.engineOptions(settings)
      // The adapter is the first model's.
      options.adapter = nil
      return try await factory.load(source, options: options)
    }
  }

  func services(
    _ resolver: RequestResolver, _ settings: Settings, _ log: LogFile?, _ models: ModelChoices
  ) -> ChatServices {
    let places = resolver.places
    let openSessions: @Sendable () throws -> SessionStore = {
      try SessionStore(path: places.sessionsForWriting())
    }
    let stage: @Sendable (RecordedEdit, RecordedVerdict) throws -> ChatServices.Staged = {
      [staged] edit, verdict in
      let file = StagedFile(path: try staged ?? places.stagedForWriting())
      let count = try file.append(StagedRecord(edit, verdict))
      return ChatServices.Staged(path: file.path, count: count)
    }
    let file = WatchedCatalog(store: CatalogStore(places: places), loaded: resolver.loaded)
    var services = ChatServices(
      saveCatalog: { try file.save($0) },
      editorCommand: { ExternalEditor.command(file: $0, preferring: settings.text(.editor)) },
      describeError: Self.sentence,
      openSessions: settings.flag(.history) ? openSessions : nil, stage: stage,
      copyNatively: NativeClipboard.copy)
    services.watchCatalog = { report in
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        do throws(StorageError) {
          if let loaded = try file.look() { await report(.catalog(loaded.catalog)) }
        } catch {
          await report(.unreadable(Self.sentence(for: error)))
        }
      }
    }
    services.saveTheme = { [places = configurationFile.places] name in
      try SettingsStore(places: places).set(.theme, to: .string(name))
    }
    services.log = log.map { log in { log.write($0) } }
    addModels(models, to: &services, first: resolver.source, settings)
    return services
  }

  /// The log that the settings ask for.
  static func log(_ settings: Settings) throws(StorageError) -> LogFile? {
    guard let path = settings.text(.logFile) else { return nil }
    return try LogFile(
      path, level: settings.text(.logLevel).flatMap(LogEvent.Level.init) ?? .info,
      keepsTexts: settings.flag(.logTexts))
  }

  func configuration(
    _ settings: Settings
  ) throws -> (chat: ChatConfiguration, resolver: RequestResolver, models: ModelChoices) {
    let context = try texts.readContext()
    let answer = try texts.readAnswer()
    let factory = EngineFactory(settings, engine: engine.engine)
    let resolver = try RequestResolver(
      objectives, model: settings.text(.model), factory: factory,
      adapter: engine.model.compute.adapter, notices: output.notices)
    guard let source = resolver.source else {
      throw CommandError.noModel(searched: resolver.places.modelCandidates)
    }
    // Only its headers are read here, so that a broken model is refused before there is a screen.
    let checkpoint = try source.path.map { try Checkpoint.open($0) }
    if checkpoint == nil, sampling.sampling == .checkpoint {
      throw CommandError.checkpointSamplingNeedsLocalModel(engine: source.name)
    }
    let policy = try settings.text(.policy).map(factory.source)
    // Lines have no columns.
    let compared = isPlain ? nil : try settings.text(.compareModel).map(factory.source)
    try factory.checkMemory(
      for: [("aligner", source), ("policy", policy), ("compared model", compared)],
      format: engine.model.compute.format.elementType)
    var catalog = resolver.catalog
    let given = resolver.objectives.filter { objective in
      catalog.objectives.allSatisfy { $0.id != objective.id }
    }
    for objective in given { try catalog.add(objective) }
    let hasText = context != nil || answer != nil
    let choseObjectives = objectives.objectives != nil || !objectives.objective.isEmpty
    var chat = ChatConfiguration(
      start: hasText
        ? ChatConfiguration.Start(context: context ?? "", answer: answer ?? "") : nil,
      resumed: try session.map { try SessionsCommand.store(for: $0).session($0) },
      keepsSessions: settings.flag(.history),
      rows: rows,
      catalog: catalog,
      objectives: hasText || rows != nil || choseObjectives ? resolver.objectives.map(\.id) : nil,
      family: objectives.family == nil ? nil : resolver.family,
      direction: objectives.equal ? .equal : .better,
      format: resolver.format,
      sampling: try sampling.resolve(
        defaults: sampling.sampling == .checkpoint ? checkpoint?.generationDefaults : nil,
        seed: sampling.chooseSeed()),
      maximumTokens: engine.maxTokens, stopStrings: engine.stop,
      trimsContext: engine.overflow != .error,
      prefetching: settings.text(.prefetch).flatMap(ChatConfiguration.Prefetching.init)
        ?? .edits,
      replays: settings.flag(.replay),
      modelName: source.name, policyName: policy?.name,
      widthRules: WidthRules(ambiguousIsWide: settings.whole(.ambiguousWidth) == 2))
    chat.keys = try settings.keyChoices()
    chat.startNotice = settings.unknownMembersNotice
    chat.frameInterval = .seconds(1) / (settings.whole(.frameRate) ?? 30)
    // Keys deserve the faster frames; text that comes in bursts is no smoother for them.
    chat.streamInterval = .milliseconds(settings.flag(.reduceMotion) ? 250 : 40)
    chat.givenObjectives = given
    chat.isSamplingGiven = sampling.isGiven
    chat.comparedModelName = compared?.name
    let models = try modelChoices(settings, resolver)
    chat.engines = models.choices
    chat.engine = models.choice(of: source)
    chat.policyEngine = models.choice(of: policy)
    return (chat, resolver, models)
  }
}
