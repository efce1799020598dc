import Alignment

/// The word differences of answer and edit, kept up with a growing edit at little cost.
///
/// While the edit streams, it is compared with the beginning of the answer only: what lies far ahead is pending anyway.
/// So a step costs what the edit is long, not what the answer is.
struct Comparison: Equatable {
  private var answer = ""
  private var answerCount = 0
  /// The beginning of the answer that is compared with, cut at a blank.
  private var beginning = TokenizedText()
  private var streamed = StreamedWordDiff()
  /// How much of the edit was compared at the last update.
  private var comparedCount = 0
  private(set) var answerSpans: [WordDiff.Span] = []
  /// The part of the answer that was not looked at; it is pending too.
  private(set) var aheadOfSpans = 0..<0
  private(set) var editSpans: [WordDiff.Span] = []
  private(set) var changes: [WordDiff.Change] = []
  private(set) var counts: WordDiff.Counts?

  /// Takes another answer; there is nothing to compare it with yet.
  mutating func setAnswer(_ text: String) {
    answer = text
    answerCount = text.count
    beginning = TokenizedText()
    clear()
  }

  /// Forgets the differences.
  mutating func clear() {
    (answerSpans, aheadOfSpans, editSpans, changes, counts) = ([], 0..<0, [], [], nil)
    (streamed, comparedCount) = (StreamedWordDiff(), 0)
  }

  mutating func update(edit: TokenizedText, isComplete: Bool) {
    extendBeginning(to: isComplete ? answerCount : 2 * edit.characterCount + 2048)
    // A text that is shorter than before is another one.
    if edit.characterCount < comparedCount { streamed = StreamedWordDiff() }
    comparedCount = edit.characterCount
    let diff =
      isComplete
      ? WordDiff(answer: beginning, edit: edit, isComplete: true)
      : streamed.update(answer: beginning, edit: edit)
    answerSpans = diff.answerSpans
    aheadOfSpans = beginning.characterCount..<answerCount
    editSpans = diff.editSpans
    changes = diff.changes
    counts = diff.counts
  }

  private mutating func extendBeginning(to count: Int) {
    guard beginning.characterCount < min(count, answerCount) else { return }
    // Grown by doubling, so that all growth together costs no more than reading the answer twice.
    var end =
      answer.index(
        answer.startIndex, offsetBy: 2 * count, limitedBy: answer.endIndex) ?? answer.endIndex
    while end < answer.endIndex, !answer[end].isWhitespace { end = answer.index(after: end) }
    beginning = TokenizedText(String(answer[..<end]))
  }
}
