/// A model or an engine that can be taken while the program runs.
public struct EngineChoice: Sendable, Equatable {
  /// What it is called, and asked for by.
  public var name: String
  /// Its kind and its place, in a few words.
  public var place: String
  /// Whether it only answers dialogues, and so cannot make edits.
  public var onlyAnswers: Bool

  /// Makes a choice.
  public init(name: String, place: String = "", onlyAnswers: Bool = false) {
    self.name = name
    self.place = place
    self.onlyAnswers = onlyAnswers
  }
}

/// What a model is taken for.
enum ModelRole: CaseIterable, Equatable, Sendable {
  /// It makes the edits.
  case aligner
  /// It answers the user.
  case policy

  var title: String {
    switch self {
    case .aligner: "What makes the edits"
    case .policy: "What answers you"
    }
  }
}
