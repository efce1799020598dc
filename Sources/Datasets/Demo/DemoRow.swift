public import Alignment

/// One row of the demonstration's data: what is asked, and the edit that is right.
public struct DemoRow: Sendable, Equatable {
  /// The answer, its context and what it is edited for.
  public var request: AlignmentRequest
  /// The objectives among these that rules serve.
  public var served: Set<DemoObjective>
  /// The edit.
  public var target: String
  /// Whether the answer was read from a file rather than made up.
  public var isReal: Bool

  /// Makes the row of a request, its edit by the rules.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - isReal: Whether the answer was read from a file.
  public init(_ request: AlignmentRequest, isReal: Bool) {
    self.request = request
    self.isReal = isReal
    served = Set(request.objectives.compactMap { DemoObjective(serving: $0) })
    target =
      switch request.direction {
      case .better: DemoEdit(served).apply(to: request.answer, context: request.context)
      case .equal: EqualWords.substitutions.apply(to: request.answer)
      }
  }
}

extension DemoObjective {
  /// What serves an objective of a catalog; nil where nothing does.
  public init?(serving objective: Objective) { self.init(rawValue: objective.id) }
}
