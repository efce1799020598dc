/// An answer and its edit cut into what is the same and what differs, white space included.
///
/// A change holds the white space around it, so that taking one side of every change gives a text as it was written:
/// all of the edit's sides give the edit, and all of the answer's give the answer but for line breaks that the edit moved.
public struct WordDiffPieces: Sendable, Equatable {
  /// A stretch of both texts.
  public enum Piece: Sendable, Equatable {
    /// It is in both, as the edit has it.
    case kept(String)
    /// It differs; either side can be blank.
    case changed(answer: String, edit: String)
  }

  /// The pieces in order; no two kept ones follow each other.
  public let pieces: [Piece]

  /// How many of them are changes.
  public var changeCount: Int { pieces.count { if case .changed = $0 { true } else { false } } }

  /// Cuts two texts where a comparison of the whole of them found changes.
  ///
  /// - Parameters:
  ///   - answer: The policy model's answer.
  ///   - edit: The whole edit.
  public init(answer: String, edit: String) {
    let changes = WordDiff(answer: answer, edit: edit).changes
    let answer = Array(answer)
    let edit = Array(edit)
    var pieces: [Piece] = []
    var answerEnd = 0
    var editEnd = 0
    for change in changes {
      let answerRange = Self.widened(change.answer, in: answer, from: answerEnd)
      let editRange = Self.widened(change.edit, in: edit, from: editEnd)
      if editEnd < editRange.lowerBound {
        pieces.append(.kept(String(edit[editEnd..<editRange.lowerBound])))
      }
      pieces.append(
        .changed(answer: String(answer[answerRange]), edit: String(edit[editRange])))
      (answerEnd, editEnd) = (answerRange.upperBound, editRange.upperBound)
    }
    if editEnd < edit.count { pieces.append(.kept(String(edit[editEnd...]))) }
    self.pieces = pieces
  }

  /// The text that takes the edit's side where it is accepted and the answer's where it is not.
  ///
  /// - Parameter isAccepted: A verdict a change, in order; what is missing is rejected.
  /// - Returns: The text.
  public func merged(_ isAccepted: [Bool]) -> String {
    var change = 0
    return pieces.reduce(into: "") { text, piece in
      switch piece {
      case .kept(let kept): text += kept
      case .changed(let answer, let edit):
        text += change < isAccepted.count && isAccepted[change] ? edit : answer
        change += 1
      }
    }
  }

  /// A range with the white space around it.
  private static func widened(
    _ range: Range<Int>, in text: [Character], from start: Int
  ) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower > start, text[lower - 1].isWhitespace { lower -= 1 }
    while upper < text.count, text[upper].isWhitespace { upper += 1 }
    return lower..<upper
  }
}
