/// Turns an alignment of tokens into spans of both texts.
struct WordDiffBuilder {
  let answer: TokenizedText
  let edit: TokenizedText
  let isComplete: Bool

  func result() -> WordDiff {
    result(aligning: align)
  }

  /// The differences, by an alignment with as many of the edit's tokens as are closed.
  func result(aligning align: (_ closedTokens: Int) -> TokenAlignment) -> WordDiff {
    var editTokens = edit.tokens[...]
    var openWord: TokenizedText.Token?
    // While it streams, the last word can still grow: it is compared by its beginning.
    if !isComplete, let last = editTokens.last, last.isWord,
      last.range.upperBound == edit.characterCount
    {
      openWord = last
      editTokens.removeLast()
    }
    let alignment = align(editTokens.count).withoutIslands(
      answer: answer.tokens, edit: editTokens)
    var answerKinds = [WordDiff.Kind](repeating: .removed, count: answer.tokens.count)
    var editKinds = [WordDiff.Kind](repeating: .added, count: edit.tokens.count)
    for run in alignment.runs {
      for step in 0..<run.count {
        answerKinds[run.answer + step] = .equal
        editKinds[run.edit + step] = .equal
      }
    }
    for index in alignment.reached..<answer.tokens.count { answerKinds[index] = .pending }
    if let openWord, alignment.reached < answer.tokens.count {
      let next = answer.tokens[alignment.reached].text
      if next.hasPrefix(openWord.text) { editKinds[edit.tokens.count - 1] = .equal }
      if next == openWord.text { answerKinds[alignment.reached] = .equal }
    }
    return WordDiff(
      answerSpans: Self.spans(of: answer, kinds: answerKinds),
      editSpans: Self.spans(of: edit, kinds: editKinds),
      changes: changes(answerKinds: answerKinds, editKinds: editKinds),
      counts: counts(answerKinds: answerKinds, editKinds: editKinds))
  }

  /// Numbers the tokens, equal ones alike, and aligns the numbers.
  private func align(_ closedTokens: Int) -> TokenAlignment {
    var numbers: [String: Int32] = [:]
    func number(_ token: TokenizedText.Token) -> Int32 {
      if let known = numbers[token.text] { return known }
      let new = Int32(truncatingIfNeeded: numbers.count)
      numbers[token.text] = new
      return new
    }
    let answerNumbers = answer.tokens.map(number)
    return TokenAlignment(
      answer: answerNumbers, edit: edit.tokens[..<closedTokens].map(number),
      isComplete: isComplete)
  }

  /// Covers a text: tokens by their kind, white space by that of its neighbours where they agree, else as equal.
  private static func spans(of text: TokenizedText, kinds: [WordDiff.Kind]) -> [WordDiff.Span] {
    var spans: [WordDiff.Span] = []
    func add(_ kind: WordDiff.Kind, _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      if let last = spans.last, last.kind == kind {
        spans[spans.count - 1] = WordDiff.Span(
          kind: kind, range: last.range.lowerBound..<range.upperBound)
      } else {
        spans.append(WordDiff.Span(kind: kind, range: range))
      }
    }
    var end = 0
    var previous: WordDiff.Kind?
    for (token, kind) in zip(text.tokens, kinds) {
      let blankKind = (previous ?? kind) == kind ? kind : .equal
      add(blankKind, end..<token.range.lowerBound)
      add(kind, token.range)
      end = token.range.upperBound
      previous = kind
    }
    add(previous ?? .equal, end..<text.characterCount)
    return spans
  }

  private func changes(
    answerKinds: [WordDiff.Kind], editKinds: [WordDiff.Kind]
  ) -> [WordDiff.Change] {
    var changes: [WordDiff.Change] = []
    var answerIndex = 0
    var editIndex = 0
    while true {
      let answerStart = answerIndex
      let editStart = editIndex
      while answerIndex < answerKinds.count, answerKinds[answerIndex] == .removed {
        answerIndex += 1
      }
      while editIndex < editKinds.count, editKinds[editIndex] == .added { editIndex += 1 }
      if answerIndex > answerStart || editIndex > editStart {
        changes.append(
          WordDiff.Change(
            answer: Self.characters(answerStart..<answerIndex, of: answer),
            edit: Self.characters(editStart..<editIndex, of: edit)))
      }
      // Both now stand on the next equal pair, at the end, or the answer on what is pending.
      guard editIndex < editKinds.count, answerIndex < answerKinds.count,
        answerKinds[answerIndex] == .equal
      else { return changes }
      answerIndex += 1
      editIndex += 1
    }
  }

  private static func characters(_ tokens: Range<Int>, of text: TokenizedText) -> Range<Int> {
    guard let last = tokens.last else {
      let place =
        tokens.lowerBound < text.tokens.count
        ? text.tokens[tokens.lowerBound].range.lowerBound : text.characterCount
      return place..<place
    }
    return text.tokens[tokens.lowerBound].range.lowerBound..<text.tokens[last].range.upperBound
  }

  private func counts(
    answerKinds: [WordDiff.Kind], editKinds: [WordDiff.Kind]
  ) -> WordDiff.Counts {
    var counts = WordDiff.Counts()
    for (token, kind) in zip(answer.tokens, answerKinds) where token.isWord {
      switch kind {
      case .equal: counts.kept += 1
      case .removed: counts.removed += 1
      case .pending: counts.pending += 1
      case .added: break
      }
    }
    for (token, kind) in zip(edit.tokens, editKinds) where token.isWord && kind == .added {
      counts.added += 1
    }
    return counts
  }
}
