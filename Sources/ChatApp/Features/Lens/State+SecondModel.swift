import Alignment
import Generation

extension State {
  /// Begins to load the second model, unless that was done.
  mutating func loadSecondModel() -> [Effect] {
    guard case .named(let name) = lens.second else { return [] }
    lens.second = .loading(name)
    return [.lens(.loadSecondModel)]
  }

  /// Lets the columns that waited for the second model begin.
  mutating func meetSecondModel(_ description: EngineDescription) -> [Effect] {
    lens.second = .ready(description)
    return waitingColumns.flatMap { runColumn($0) }
  }

  mutating func missSecondModel(_ reason: String) {
    lens.second = .failed(lens.second.name ?? "", reason: reason)
    for index in waitingColumns { lens.contest?.columns[index].fail(reason) }
  }

  private var waitingColumns: [Int] {
    guard let columns = lens.contest?.columns else { return [] }
    return columns.indices.filter {
      columns[$0].model == .second && columns[$0].run.phase == .waitingForEngine
    }
  }

  /// What the screen asks of a model; nil while that is not there.
  ///
  /// Each model is asked in the words and the form that it was trained on, unless the user chose the words.
  func generation(by model: ModelChoice) -> (generation: Effect.Generation, key: ReplayKey)? {
    var generation = generation
    switch model {
    case .main: return replayKey(of: generation).map { (generation, $0) }
    case .second:
      guard case .ready(let description) = lens.second else { return nil }
      if !isFamilyChosen, let own = description.family.flatMap(PromptFamily.init(name:)) {
        generation.request.family = own
      }
      generation.request.format =
        description.promptFormat.flatMap(PromptFormat.init(rawValue:)) ?? .raw
      return (generation, ReplayKey(generation, model: description))
    }
  }

  /// What a model is called beside the other: by its place where both have the same name.
  func name(of model: ModelChoice) -> String {
    guard case .ready(let main) = engine else { return configuration.modelName }
    guard model == .second else { return main.name == lens.second.name ? main.location : main.name }
    if case .ready(let second) = lens.second, second.name == main.name { return second.location }
    return lens.second.name ?? ""
  }
}
