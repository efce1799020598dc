import Alignment

/// How much the edit changed, kept up with it while it streams.
struct OverEditMeter: Equatable {
  /// What context and answer name; nil until somebody asks.
  private var known: MentionIndex?
  /// The search in the edit that is growing, and how much of it was searched, in bytes.
  private var search: MentionSearch?
  private var searchedBytes = 0
  /// What is measured of the edit; nil before there is one.
  private(set) var measures: EditMeasures?

  /// Notes that context or answer are other texts now.
  mutating func forgetTexts() {
    known = nil
    clear()
  }

  /// Forgets the edit.
  mutating func clear() { (measures, search, searchedBytes) = (nil, nil, 0) }

  mutating func update(
    context: Passage, answer: Passage, edit: EditRun, comparison: Comparison
  ) {
    guard let counts = comparison.counts, edit.shown.characterCount > 0 else {
      clear()
      return
    }
    let newMentions = newMentions(
      in: edit.shown.text, context: context, answer: answer, isComplete: edit.isComplete)
    measures = EditMeasures(
      words: counts, hasChanges: !comparison.changes.isEmpty, newMentions: newMentions,
      isComplete: edit.isComplete)
  }

  private mutating func newMentions(
    in text: String, context: Passage, answer: Passage, isComplete: Bool
  ) -> [Mention] {
    let known = known ?? MentionIndex([context.shown, answer.shown])
    self.known = known
    // A text that is shorter than before is another one.
    if text.utf8.count < searchedBytes { (search, searchedBytes) = (nil, 0) }
    var search = search ?? MentionSearch(known: known)
    let start = text.utf8.index(text.startIndex, offsetBy: searchedBytes)
    search.append(text[start...])
    searchedBytes = text.utf8.count
    self.search = search
    return search.mentions(isComplete: isComplete)
  }
}
