/// Guesses the tokens to come by copying: an edit repeats most of what it edits.
///
/// Follows the place in each source where the text currently is. Where the text departs from a source, the place is
/// found again by what the two have in common next, preferring what comes soonest after the last common place. A guess
/// is what follows the longest agreement; its length is the one that promises the most tokens for the time a pass takes
/// (prompt lookup decoding, Saxena 2023; lengths as in speculative decoding, arXiv:2211.17192).
struct Drafter {
  /// The most tokens guessed at once.
  static let mostGuesses = PassCosts.measuredRows[PassCosts.measuredRows.count - 1] - 1

  private var corpus: DraftCorpus
  private var confidence = DraftConfidence()
  private var followers: [Follower]
  /// What spoke for the guesses of the last draft.
  private var evidence: DraftConfidence.Evidence?

  /// How the text runs along one source.
  private struct Follower {
    /// Where the next token is expected, in the corpus.
    var cursor: Int
    /// How often the source was right lately, from 0 to 1.
    var agreement: Double
  }

  /// - Parameters:
  ///   - sources: What the text may repeat, the likeliest first.
  ///   - prompt: What stands before the text.
  init(sources: [[Int]], prompt: [Int]) {
    corpus = DraftCorpus(sources: sources, prompt: prompt)
    followers = zip(0..., corpus.documents.filter { $0.role == .source }).map { index, source in
      // The order counts until the text itself tells.
      Follower(cursor: source.range.lowerBound, agreement: 0.5 + 0.1 / Double(1 + index))
    }
  }

  /// Takes the next token of the text.
  mutating func append(_ token: Int) {
    var lost: [Int] = []
    for index in followers.indices {
      let cursor = followers[index].cursor
      let isRight =
        cursor < corpus.documents[index].range.upperBound && corpus.tokens[cursor] == token
      followers[index].agreement += ((isRight ? 1 : 0) - followers[index].agreement) * 0.1
      if isRight { followers[index].cursor += 1 } else { lost.append(index) }
    }
    corpus.append(token)
    if !lost.isEmpty { findAgain(lost) }
  }

  /// Two tokens in common anywhere, or one soon after the last common place.
  private mutating func findAgain(_ lost: [Int]) {
    var best = [(score: Double, next: Int)?](repeating: nil, count: followers.count)
    corpus.forEachMatch { match in
      guard lost.contains(match.document) else { return }
      let distance = match.next - followers[match.document].cursor
      guard match.length >= 2 || (0...6).contains(distance) else { return }
      let score = Double(match.length) - Double(abs(distance)) / 50 - (distance < 0 ? 1 : 0)
      if score > best[match.document]?.score ?? -.infinity {
        best[match.document] = (score, match.next)
      }
    }
    for index in lost {
      if let next = best[index]?.next { followers[index].cursor = next }
    }
  }

  /// Guesses what follows.
  ///
  /// - Parameters:
  ///   - most: The most tokens that are of use.
  ///   - costs: What passes cost.
  ///   - sharers: How many texts are written in the same passes; each is taken to guess as much.
  /// - Returns: Tokens, none where a guess is not worth its cost.
  mutating func draft(most: Int, costs: PassCosts, sharers: Int = 1) -> ArraySlice<Int> {
    evidence = nil
    guard most > 0, let found = likeliest() else { return [] }
    let end = min(
      found.next + min(most, Self.mostGuesses), corpus.documents[found.document].range.upperBound)
    let alone = costs.relative(rows: sharers)
    var (survival, expected) = (1.0, 1.0)
    var best = (gain: 1.0, count: 0)
    for count in 1...end - found.next {
      survival *= confidence.probability(found.evidence.after(count - 1))
      expected += survival
      let gain = expected * alone / costs.relative(rows: sharers * (1 + count))
      if gain > best.gain { best = (gain, count) }
    }
    evidence = found.evidence
    return corpus.tokens[found.next..<min(end, found.next + best.count)]
  }

  /// Learns how many of the guesses of the last draft were right.
  mutating func learn(guessed: Int, accepted: Int) {
    guard let evidence else { return }
    for index in 0..<min(guessed, accepted + 1) {
      confidence.learn(evidence.after(index), isRight: index < accepted)
    }
  }

  private struct Candidate {
    var score: Double
    let document: Int
    let next: Int
    let evidence: DraftConfidence.Evidence
  }

  /// The place that agrees longest with the text; among equals where the text is expected to be.
  private func likeliest() -> Candidate? {
    var best: Candidate?
    corpus.forEachMatch { match in
      let place: DraftConfidence.Evidence.Place
      var score = Double(match.length)
      switch corpus.documents[match.document].role {
      case .source:
        let follower = followers[match.document]
        let distance = match.next - follower.cursor
        place = (0...40).contains(distance) ? .near : .far
        // The agreement decides between sources that agree equally long.
        score += (place == .near ? 1.5 : 0) - Double(abs(distance)) / 1000 + follower.agreement
      case .prompt: (place, score) = (.prompt, score - 0.5)
      case .text: (place, score) = (.text, score - 0.4)
      }
      if score > best?.score ?? -.infinity {
        best = Candidate(
          score: score, document: match.document, next: match.next,
          evidence: .init(place: place, matchLength: match.length))
      }
    }
    return best
  }
}
