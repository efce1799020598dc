public import Alignment

/// Makes rows of the demonstration's data, the same ones for the same seed.
public struct DemoGenerator: Sendable {
  /// What the rows are made from.
  public struct Options: Sendable {
    /// Whether words and sentences that are kept for measuring are used.
    public var isHeldOut = false
    /// The most characters of a context and of an answer together.
    public var characterLimit = 6000
    /// Answers to edit beside made-up ones.
    public var answers: [AnswerSample] = []
    /// How often an answer is one of `answers`.
    public var realShare = 0.5
    /// What the edit does with the objectives.
    public var direction = EditDirection.better

    /// The defaults: made-up answers for training.
    public init() {}
  }

  /// An objective of the catalog that no rule serves.
  public static var unservedObjective: Objective { DemoObjectiveText.unserved[0] }

  let options: Options
  /// Where chance comes from.
  public var random: DemoRandom
  let writer: DemoWriter

  /// A generator at the start of its rows.
  public init(_ options: Options, seed: UInt64) {
    self.options = options
    random = DemoRandom(seed: seed)
    writer = DemoWriter(heldOut: options.isHeldOut)
  }

  /// The next row.
  public mutating func next() -> DemoRow {
    let plan = DemoPlan(using: &random)
    return row(plan)
  }

  /// The next row for given objectives, in an order of chance.
  ///
  /// - Parameters:
  ///   - objectives: What the answer is edited for.
  ///   - triggered: Objectives that find something to change in the answer.
  /// - Returns: The row.
  public mutating func next(
    for objectives: [DemoObjective], triggered: Set<DemoObjective>
  ) -> DemoRow {
    row(DemoPlan(served: objectives, unservedCount: 0, triggered: triggered))
  }

  private mutating func row(_ plan: DemoPlan) -> DemoRow {
    var objectives = plan.served.compactMap { DemoObjectiveText.objective($0, using: &random) }
    for _ in 0..<plan.unservedCount {
      let other = random.pick(DemoObjectiveText.unserved)
      if !objectives.contains(other) { objectives.append(other) }
    }
    objectives.shuffle(using: &random)
    let isFromFile =
      !plan.isDrill && !options.answers.isEmpty && random.chance(options.realShare)
    let taken = isFromFile ? real(plan) : nil
    let (context, answer): (String, String)
    if let taken { (context, answer) = taken } else { (context, answer) = madeUp(plan) }
    return DemoRow(
      AlignmentRequest(
        context: context, answer: answer, objectives: objectives, direction: options.direction),
      isReal: taken != nil)
  }
}
