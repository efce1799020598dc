import Alignment

/// How much the edit changed, kept up with it while it streams.
struct OverEditMeter: Equatable {
  /// What context and answer name; nil until somebody asks.
  private var known: MentionIndex?
  /// What is measured of the edit; nil before there is one.
  private(set) var measures: EditMeasures?

  /// Notes that context or answer are other texts now.
  mutating func forgetTexts() {
    known = nil
    measures = nil
  }

  /// Forgets the edit.
  mutating func clear() { measures = nil }

  mutating func update(
    context: Passage, answer: Passage, edit: EditRun, comparison: Comparison
  ) {
    guard let counts = comparison.counts, edit.shown.characterCount > 0 else {
      measures = nil
      return
    }
    let known = known ?? MentionIndex([context.shown, answer.shown])
    self.known = known
    measures = EditMeasures(
      edit: edit.shown.text, words: counts, hasChanges: !comparison.changes.isEmpty,
      known: known, isComplete: edit.isComplete)
  }
}
