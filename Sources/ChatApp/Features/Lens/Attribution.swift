import Alignment
import Generation
import TerminalUI

/// An edit's tokens: how likely each is, what else could stand there, and what each objective did to it.
///
/// What an objective did is Δ = log p(token | all objectives) − log p(token | all but this one): the same text is scored
/// twice, nothing is generated. Edits are not additive: the parts of several objectives need not sum to the whole.
struct Attribution: Equatable {
  /// A token, and where it is seen.
  struct Token: Equatable {
    let scored: ScoredToken
    /// Its characters in the text as shown; may be empty.
    let range: Range<Int>
  }

  /// What is told of the token under the cursor.
  enum Detail: Equatable {
    case objectives, alternatives
  }

  /// How far the scoring is.
  enum Phase: Equatable {
    case scoring, finished
    case failed(String)
  }

  /// Tells late scores of an older edit from this one's.
  let id: Int
  /// Ids of the objectives that are on, in the prompt's order.
  let objectives: [String]
  /// Whether the objectives are to be left out one after the other.
  let leavesOut: Bool
  var detail: Detail
  private(set) var phase = Phase.scoring
  private(set) var tokens: [Token] = []
  /// What each objective did to each token, by its id.
  private(set) var differences: [String: [Double]] = [:]
  /// The token under the cursor.
  var current = 0
  /// The objective whose part is drawn as heat, by its place in `objectives`.
  var selected = 0

  init(id: Int, objectives: [String], leavesOut: Bool, detail: Detail) {
    self.id = id
    self.objectives = objectives
    self.leavesOut = leavesOut
    self.detail = detail
  }

  /// Takes the scores with all objectives.
  mutating func take(_ score: ScoredText) {
    // As the edit itself was sanitised, piece by piece, so that the places agree.
    var sanitizer = TerminalSanitizer()
    var shown = TokenizedText()
    tokens = score.tokens.enumerated().map { index, token in
      let start = shown.characterCount
      shown.append(sanitizer.append(token.text).text)
      if index == score.tokens.count - 1 { shown.append(sanitizer.finish().text) }
      return Token(scored: token, range: min(start, shown.characterCount)..<shown.characterCount)
    }
    current = min(current, max(0, tokens.count - 1))
    if !leavesOut { phase = .finished }
  }

  /// Takes the scores without one of them.
  mutating func take(_ score: ScoredText, without objective: String) {
    differences[objective] = zip(tokens, score.tokens).map { with, without in
      with.scored.logProbability - without.logProbability
    }
    if differences.count == objectives.count { phase = .finished }
  }

  mutating func fail(_ reason: String) { phase = .failed(reason) }

  /// What an objective did to the whole edit; nil before it is known.
  func total(of objective: String) -> Double? { differences[objective].map { $0.reduce(0, +) } }

  /// The objective whose part is drawn as heat.
  var selectedObjective: String? {
    objectives.indices.contains(selected) ? objectives[selected] : nil
  }

  /// What is drawn under a token: what the selected objective did, or how much it surprises.
  func heat(of index: Int) -> Double? {
    guard tokens.indices.contains(index) else { return nil }
    switch detail {
    case .alternatives: return tokens[index].scored.logProbability
    case .objectives:
      guard let objective = selectedObjective, let parts = differences[objective],
        parts.indices.contains(index)
      else { return nil }
      return parts[index]
    }
  }

  /// Puts the cursor on the token that holds a character of the shown text.
  mutating func moveCursor(to offset: Int) { current = token(at: offset) }

  /// The token that holds a character of the shown text, or the last before it.
  func token(at offset: Int) -> Int {
    tokens.lastIndex { $0.range.lowerBound <= offset && !$0.range.isEmpty } ?? 0
  }
}
