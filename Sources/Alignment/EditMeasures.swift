/// How much an edit changed its answer, and what of that looks wrong.
///
/// An aligner shall correct an answer, not write another: words that it drops without need and facts that it invents are
/// what a reader would not notice in a fluent text.
public struct EditMeasures: Sendable, Equatable {
  /// Something about an edit that a reader should look at.
  public enum Alarm: Sendable, Equatable {
    /// It says exactly what the answer says, and was asked to improve it.
    case unchanged
    /// It kept hardly anything of the answer.
    case rewritten
    /// It is much longer than the answer.
    case longer
    /// It is much shorter than the answer.
    case shorter
    /// It names what neither the context nor the answer names.
    case newMentions
  }

  /// The thresholds of the alarms.
  public enum Threshold {
    /// Fewer kept words than this, in percent of the answer's, alarm.
    public static let keptPercent = 20
    /// An edit alarms that has this many times the answer's words, or the answer this many times the edit's.
    public static let lengthFactor = 2
    /// Shorter texts, and smaller differences of length, in words, never alarm: among few words one changes much.
    public static let fewWords = 20
  }

  /// The words, by what became of them.
  public let words: WordDiff.Counts
  /// Numbers, names and addresses of the edit that stand in neither the context nor the answer, each once.
  public let newMentions: [Mention]
  /// Whether the edit ends here, so that its length can be judged.
  public let isComplete: Bool
  /// Whether the edit says exactly what the answer says; white space does not count.
  public let isUnchanged: Bool

  /// Measures a whole edit.
  ///
  /// - Parameters:
  ///   - context: The conversation that the answer ends.
  ///   - answer: The policy model's answer.
  ///   - edit: The edit.
  public init(context: String, answer: String, edit: String) {
    let diff = WordDiff(answer: answer, edit: edit)
    self.init(
      words: diff.counts, hasChanges: !diff.changes.isEmpty,
      newMentions: MentionIndex([context, answer]).newMentions(in: edit), isComplete: true)
  }

  /// Measures an edit that may still grow, by what is known of it already.
  ///
  /// - Parameters:
  ///   - words: The words, as its `WordDiff` counts them.
  ///   - hasChanges: Whether that has changes.
  ///   - newMentions: What it names that context and answer do not.
  ///   - isComplete: Whether the edit ends here.
  public init(
    words: WordDiff.Counts, hasChanges: Bool, newMentions: [Mention], isComplete: Bool
  ) {
    self.words = words
    self.isComplete = isComplete
    isUnchanged = isComplete && !hasChanges
    self.newMentions = newMentions
  }

  /// How much longer the edit is than the answer, in percent of the answer's words, rounded; nil before it is complete,
  /// and for an answer without words.
  public var lengthChangePercent: Int? {
    let before = words.kept + words.removed + words.pending
    guard isComplete, before > 0 else { return nil }
    let percent = Double(words.kept + words.added) * 100 / Double(before)
    return Int(percent.rounded()) - 100
  }

  /// What a reader should look at, the gravest first.
  ///
  /// - Parameter direction: What the edit should do: one that shall keep the answer equal may leave it as it is.
  /// - Returns: The alarms.
  public func alarms(for direction: EditDirection) -> [Alarm] {
    var alarms: [Alarm] = []
    if !newMentions.isEmpty { alarms.append(.newMentions) }
    guard isComplete else { return alarms }
    let before = words.kept + words.removed + words.pending
    let after = words.kept + words.added
    if before >= Threshold.fewWords, words.keptPercent ?? 100 < Threshold.keptPercent {
      alarms.append(.rewritten)
    }
    if after - before >= Threshold.fewWords, after >= before * Threshold.lengthFactor {
      alarms.append(.longer)
    }
    if before - after >= Threshold.fewWords, before >= after * Threshold.lengthFactor {
      alarms.append(.shorter)
    }
    if isUnchanged, direction == .better { alarms.append(.unchanged) }
    return alarms
  }
}
