/// How an edit differs from the answer it was made from, word by word.
///
/// Both texts are covered without gaps by spans, so that a view can colour either. While the edit is still streaming, the
/// part of the answer that it has not reached is *pending* rather than removed: the comparison may end anywhere in the
/// answer (a free end gap).
public struct WordDiff: Sendable, Equatable {
  /// What became of a stretch of text.
  public enum Kind: Sendable, Equatable {
    /// It is in both texts.
    case equal
    /// It is only in the answer.
    case removed
    /// It is only in the edit.
    case added
    /// It is in the answer, where the edit has not come to yet.
    case pending
  }

  /// A stretch of one text.
  public struct Span: Sendable, Equatable {
    /// What became of it.
    public let kind: Kind
    /// Where it stands, in characters.
    public let range: Range<Int>
  }

  /// A place where the texts differ: what stands there in the answer, and instead of it in the edit.
  ///
  /// Either range can be empty; it then says where.
  public struct Change: Sendable, Equatable {
    /// Where in the answer, in characters.
    public let answer: Range<Int>
    /// Where in the edit, in characters.
    public let edit: Range<Int>
  }

  /// Words by what became of them; marks and white space are not counted.
  public struct Counts: Sendable, Equatable {
    /// Words in both texts.
    public internal(set) var kept = 0
    /// Words only in the edit.
    public internal(set) var added = 0
    /// Words only in the answer.
    public internal(set) var removed = 0
    /// Words of the answer that the edit has not come to yet.
    public internal(set) var pending = 0

    /// How much of the answer the edit kept, of what it has come to: 0 to 100, rounded; nil before the first word.
    public var keptPercent: Int? {
      let reached = kept + removed
      return reached == 0 ? nil : (kept * 100 + reached / 2) / reached
    }
  }

  /// The answer in order: equal, removed and pending stretches.
  public let answerSpans: [Span]
  /// The edit in order: equal and added stretches.
  public let editSpans: [Span]
  /// The places that differ, in order; what is pending is none.
  public let changes: [Change]
  /// The words.
  public let counts: Counts

  /// Compares two texts.
  ///
  /// Myers' greedy algorithm (*An O(ND) Difference Algorithm and Its Variations*, 1986): the fewest tokens added and
  /// removed, O((N + M) D) for D differences. Where D passes a limit the best path so far is kept and the search starts
  /// anew behind it, so that time stays below O((N + M) · limit) for any two texts, at the price of a diff that can be
  /// longer than the shortest.
  ///
  /// - Parameters:
  ///   - answer: The policy model's answer.
  ///   - edit: The edit, or its beginning.
  ///   - isComplete: Whether the edit ends here.
  public init(answer: TokenizedText, edit: TokenizedText, isComplete: Bool) {
    self = WordDiffBuilder(answer: answer, edit: edit, isComplete: isComplete).result()
  }

  /// Compares two texts; see `init(answer:edit:isComplete:)` for tokenized ones.
  public init(answer: String, edit: String, isComplete: Bool = true) {
    self.init(
      answer: TokenizedText(answer), edit: TokenizedText(edit), isComplete: isComplete)
  }

  init(answerSpans: [Span], editSpans: [Span], changes: [Change], counts: Counts) {
    self.answerSpans = answerSpans
    self.editSpans = editSpans
    self.changes = changes
    self.counts = counts
  }
}
