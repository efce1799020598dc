import Alignment
public import Datasets

/// The held-out test of the default model: which rows it has, in which groups.
public struct DemoTest: Sendable {
  /// Rows that are counted together.
  public enum Group: Sendable, Equatable {
    /// One objective, with something to change for it.
    case single(DemoObjective)
    /// Two objectives, with something put in for both.
    case pair
    /// Objectives that find nothing to change.
    case unchanged

    /// Its name in reports.
    public var name: String {
      switch self {
      case .single(let objective): objective.rawValue
      case .pair: "pairs"
      case .unchanged: "unchanged"
      }
    }

    /// All groups, in the order of reports.
    public static let all: [Group] = DemoObjective.allCases.map(Group.single) + [.pair, .unchanged]
  }

  /// One row, and what to take off it.
  public struct Row: Sendable {
    /// The row.
    public let row: DemoRow
    /// The objective that is taken off, where the row is to show that its effect goes with it.
    public let toggled: DemoObjective?
    /// The same row without it.
    public let withoutToggled: DemoRow?
  }

  private var generator: DemoGenerator
  private let isReal: Bool

  /// A test of made-up rows, or of given answers.
  ///
  /// - Parameters:
  ///   - answers: Answers to edit; where there are none, they are made up.
  ///   - seed: The same rows come for the same seed.
  public init(answers: [AnswerSample] = [], seed: UInt64) {
    var options = DemoGenerator.Options()
    options.isHeldOut = true
    options.answers = answers
    options.realShare = 1
    options.characterLimit = 3500
    isReal = !answers.isEmpty
    generator = DemoGenerator(options, seed: seed)
  }

  /// The next row of a group.
  public mutating func next(_ group: Group) -> Row {
    switch group {
    case .single(let objective):
      return toggling(objective, in: row([objective]) { $0.target != $0.request.answer })
    case .pair:
      let objectives = Array(DemoObjective.allCases.shuffled(using: &generator.random).prefix(2))
      return toggling(objectives[0], in: row(objectives) { $0.target != $0.request.answer })
    case .unchanged:
      let count = Int.random(in: 1...3, using: &generator.random)
      let objectives = DemoObjective.unchanging.shuffled(using: &generator.random).prefix(count)
      let row = row(Array(objectives), triggered: []) { $0.target == $0.request.answer }
      return Row(row: row, toggled: nil, withoutToggled: nil)
    }
  }

  /// A row that is as it should be; after many tries, any.
  private mutating func row(
    _ objectives: [DemoObjective], triggered: Set<DemoObjective>? = nil,
    where isGood: (DemoRow) -> Bool
  ) -> DemoRow {
    var row = generator.next(for: objectives, triggered: triggered ?? Set(objectives))
    for _ in 0..<100 where !isGood(row) || row.isReal != isReal {
      row = generator.next(for: objectives, triggered: triggered ?? Set(objectives))
    }
    return row
  }

  private func toggling(_ objective: DemoObjective, in row: DemoRow) -> Row {
    var request = row.request
    request.objectives.removeAll { DemoObjective(serving: $0) == objective }
    if request.objectives.isEmpty { request.objectives = [DemoGenerator.unservedObjective] }
    let without = DemoRow(request, isReal: row.isReal)
    // Where the other objective does the same, nothing is to be seen.
    guard without.target != row.target else {
      return Row(row: row, toggled: nil, withoutToggled: nil)
    }
    return Row(row: row, toggled: objective, withoutToggled: without)
  }
}
