extension TokenAlignment {
  /// The alignment without what two unlike passages only happen to share: a comma, an "a".
  ///
  /// The fewest changes are not the fewest to a reader: where a sentence is written anew, such islands would cut one change
  /// into several that mean nothing alone. An island goes where both changes beside it are larger: two words or more for a
  /// mark, three times its words for up to three words. What ends a sentence stays, so that sentences stay apart.
  ///
  /// - Parameters:
  ///   - answer: The answer's tokens.
  ///   - edit: The tokens of the edit that were aligned.
  /// - Returns: The alignment with fewer runs.
  func withoutIslands(
    answer: [TokenizedText.Token], edit: ArraySlice<TokenizedText.Token>
  ) -> TokenAlignment {
    var result = self
    let words = WordCounts(answer: answer, edit: edit)
    while let smaller = result.givingUpIslands(answer: answer, words: words) { result = smaller }
    return result
  }

  private static let longestIsland = 3

  /// One pass from left to right; nil where it finds none, as a change that grew can make an island of another run.
  private func givingUpIslands(
    answer: [TokenizedText.Token], words: WordCounts
  ) -> TokenAlignment? {
    var kept: [Run] = []
    for (index, run) in runs.enumerated() {
      let next = index + 1 < runs.count ? runs[index + 1] : nil
      let before = words.changed(from: kept.last?.end ?? (0, 0), to: (run.answer, run.edit))
      let after = words.changed(
        from: run.end, to: next.map { ($0.answer, $0.edit) } ?? (reached, words.editCount))
      let tokens = answer[run.answer..<run.answer + run.count]
      if !Self.isIsland(tokens, between: min(before, after)) { kept.append(run) }
    }
    guard kept.count < runs.count else { return nil }
    return TokenAlignment(runs: kept, reached: reached)
  }

  private static func isIsland(
    _ tokens: ArraySlice<TokenizedText.Token>, between changedWords: Int
  ) -> Bool {
    guard !tokens.contains(where: \.endsSentence) else { return false }
    let words = tokens.count(where: \.isWord)
    return words == 0
      ? changedWords >= 2 : words <= longestIsland && changedWords >= 3 * words
  }
}

extension TokenAlignment.Run {
  /// Where it ends in both texts.
  fileprivate var end: (answer: Int, edit: Int) { (answer + count, edit + count) }
}

extension TokenizedText.Token {
  fileprivate var endsSentence: Bool { [".", "!", "?", "。", "！", "？"].contains(text) }
}

/// How many words there are up to each token.
private struct WordCounts {
  private let answer: [Int]
  private let edit: [Int]

  init(answer: [TokenizedText.Token], edit: ArraySlice<TokenizedText.Token>) {
    func sums(_ tokens: some Sequence<TokenizedText.Token>) -> [Int] {
      tokens.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1.isWord ? 1 : 0)) }
    }
    self.answer = sums(answer)
    self.edit = sums(edit)
  }

  /// The number of the edit's tokens.
  var editCount: Int { edit.count - 1 }

  /// The words of a change: those of its larger side.
  func changed(from start: (Int, Int), to end: (Int, Int)) -> Int {
    max(answer[end.0] - answer[start.0], edit[end.1] - edit[start.1])
  }
}
