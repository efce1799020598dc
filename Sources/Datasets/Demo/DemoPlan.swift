/// What a row asks for, and what its answer has in it.
struct DemoPlan {
  /// Objectives that rules serve.
  var served: [DemoObjective]
  /// How many others the prompt names.
  var unservedCount: Int
  /// Objectives that find something to change in the answer, whether they are asked for or not.
  var triggered: Set<DemoObjective>
  /// Whether the answer is full of words to replace: a list of some hundred words is learned sooner where they stand close.
  var isDrill = false
}

extension DemoObjective {
  /// What changes an answer only where something in it asks for it.
  public static let unchanging: [DemoObjective] = [
    .harmless, .readable, .professional, .repeat, .length,
  ]
}

extension DemoPlan {
  /// A plan by chance.
  init(using random: inout DemoRandom) {
    let size = random.pick(weighted: [(1, 0.4), (2, 0.36), (3, 0.16), (4, 0.08)])
    if random.chance(0.15) {
      // Nothing to change.
      served = Array(DemoObjective.unchanging.shuffled(using: &random).prefix(size))
      unservedCount = random.chance(0.25) ? 1 : 0
      if random.chance(0.3) {
        served = []
        unservedCount = size
      }
      let others = Set(DemoObjective.allCases).subtracting(served)
      triggered = random.chance(0.5) ? [random.pick(others.sorted())] : []
      return
    }
    served = Array(DemoObjective.allCases.shuffled(using: &random).prefix(size))
    unservedCount = random.chance(0.12) ? 1 : 0
    triggered = Set(served.filter { _ in random.chance(0.85) })
    for other in DemoObjective.allCases where !served.contains(other) && random.chance(0.12) {
      triggered.insert(other)
    }
    isDrill = random.chance(0.3)
  }
}

extension DemoObjective: Comparable {
  /// The order of the names.
  public static func < (left: DemoObjective, right: DemoObjective) -> Bool {
    left.rawValue < right.rawValue
  }
}
