/// The differences of an answer and an edit that grows, at a cost that does not grow with it.
///
/// Where a long stretch of both texts is the same and the edit is well past it, what lies before is settled: it is not
/// searched again. So the spans of a streaming edit can differ from those of the finished one, which is compared whole.
public struct StreamedWordDiff: Sendable, Equatable {
  private var numbers: [String: Int32] = [:]
  private var answerNumbers: [Int32] = []
  private var editNumbers: [Int32] = []
  private var settledRuns: [TokenAlignment.Run] = []
  /// Up to which token of either text the alignment is settled.
  private var settled = (answer: 0, edit: 0)

  /// A stretch of so many equal tokens on the best path is no accident.
  private static let anchorLength = 5
  /// Tokens at the edit's end that stay open, as what comes can change what they are best aligned with.
  private static let openLength = 64
  /// Below this there is no gain; so many tokens are searched at once anyway.
  private static let shortLength = 256
  /// With so many open tokens any stretch that is the same counts, so that the search stays bounded.
  private static let longLength = 2048

  /// Makes the state of an edit that has not begun.
  public init() {}

  /// Compares the texts as they are now.
  ///
  /// - Parameters:
  ///   - answer: The answer, or a beginning of it that only grows from call to call.
  ///   - edit: The edit so far; what was there at the last call is its beginning.
  /// - Returns: The differences; the rest of the answer is pending.
  public mutating func update(answer: TokenizedText, edit: TokenizedText) -> WordDiff {
    number(answer: answer, edit: edit)
    return WordDiffBuilder(answer: answer, edit: edit, isComplete: false).result { closedTokens in
      align(closedTokens)
    }
  }

  /// Numbers the tokens that are new, equal ones alike; the last one of each text may have grown since.
  private mutating func number(answer: TokenizedText, edit: TokenizedText) {
    func extend(_ known: inout [Int32], by tokens: [TokenizedText.Token]) {
      known.removeLast(known.count - max(0, min(known.count, tokens.count) - 1))
      for token in tokens[known.count...] {
        let number = numbers[token.text] ?? Int32(truncatingIfNeeded: numbers.count)
        numbers[token.text] = number
        known.append(number)
      }
    }
    extend(&answerNumbers, by: answer.tokens)
    extend(&editNumbers, by: edit.tokens)
  }

  private mutating func align(_ editCount: Int) -> TokenAlignment {
    let start = settled
    let open = TokenAlignment(
      answer: Array(answerNumbers[start.answer...]),
      edit: Array(editNumbers[start.edit..<max(start.edit, editCount)]), isComplete: false)
    let runs = open.runs.map { run in
      TokenAlignment.Run(
        answer: run.answer + start.answer, edit: run.edit + start.edit, count: run.count)
    }
    let result = TokenAlignment(
      joining: settledRuns, and: runs, reached: open.reached + start.answer)
    settle(runs, editCount: editCount)
    return result
  }

  /// Settles what lies before the middle of the last stretch that is long enough.
  private mutating func settle(_ runs: [TokenAlignment.Run], editCount: Int) {
    let openCount = editCount - settled.edit
    guard openCount > Self.shortLength else { return }
    let length = openCount > Self.longLength ? 1 : Self.anchorLength
    guard
      let last = runs.lastIndex(where: { run in
        run.count >= length && run.edit + run.count <= editCount - Self.openLength
      })
    else { return }
    var run = runs[last]
    run.count = (run.count + 1) / 2
    settledRuns = TokenAlignment(joining: settledRuns, and: runs[..<last] + [run], reached: 0).runs
    settled = (run.answer + run.count, run.edit + run.count)
  }

  /// Compares what the next update depends on.
  public static func == (left: Self, right: Self) -> Bool {
    left.settled == right.settled && left.answerNumbers == right.answerNumbers
      && left.editNumbers == right.editNumbers && left.settledRuns == right.settledRuns
  }
}
