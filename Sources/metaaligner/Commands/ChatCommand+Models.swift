import ChatApp
import Generation
import Storage

extension ChatCommand {
  /// What can be taken while the program runs.
  func modelChoices(
    _ settings: Settings, _ resolver: RequestResolver
  ) throws -> ModelChoices {
    let factory = EngineFactory(settings, engine: engine.engine)
    var used: [ModelChoices.Use: EngineSource] = [:]
    used[.edits] = resolver.source
    used[.answers] = try settings.text(.policy).map(factory.source)
    // Lines have no columns.
    if !isPlain { used[.comparison] = try settings.text(.compareModel).map(factory.source) }
    let standard = Places.current().defaultModel().map(EngineSource.local)
    return try ModelChoices(
      factory, used: used, others: standard.map { [$0] } ?? [],
      format: engine.model.compute.format.elementType)
  }

  /// Lets the program load what is chosen while it runs.
  func addModels(
    _ models: ModelChoices, to services: inout ChatServices, first: EngineSource?,
    _ settings: Settings
  ) {
    let first = models.choice(of: first)
    services.loadEngine = { [compute = engine.model.compute] choice in
      var options = try compute.engineOptions(settings)
      // The adapter is that of the model of the start.
      if choice != first { options.adapter = nil }
      return try await models.load(choice, for: .edits, options: options)
    }
    services.loadPolicy = { [compute = engine.model.compute, policyFormat] choice in
      var options = try compute.engineOptions(settings)
      options.adapter = nil
      return EnginePolicy(
        engine: try await models.load(choice, for: .answers, options: options),
        format: policyFormat)
    }
  }
}
