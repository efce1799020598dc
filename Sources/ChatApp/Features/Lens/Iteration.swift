import Alignment
import Generation

/// Edits of edits: the edit is given back as the answer, again and again, until it stays as it is.
struct Iteration: Equatable {
  /// One edit, and how it differs from the one before.
  struct Round: Equatable {
    let raw: String
    let shown: TokenizedText
    /// Words added and removed since the round before.
    let changedWords: Int
    /// How much of the first answer is left, in percent; nil where there was nothing.
    let keptPercent: Int?
    /// Whether it was shown again rather than made.
    let isReplayed: Bool
  }

  /// How far it is, or why it ended.
  enum Phase: Equatable {
    case running
    /// The last edit is its own edit.
    case settled
    /// The last edit is that of so many rounds before, over and over.
    case circling(length: Int)
    /// As many rounds as are made at most.
    case exhausted
    /// The last edit has no end of its own, or is empty.
    case cutOff
    case stopped
    case failed(String)
  }

  static let mostRounds = 8

  /// The answer that was edited first.
  let answer: TokenizedText
  private(set) var rounds: [Round] = []
  private(set) var phase = Phase.running
  /// The edit being made; nil between rounds and at the end.
  var run: EditRun?
  /// The round whose text is shown.
  var selected = 0

  init(answer: String) {
    self.answer = TokenizedText(answer)
  }

  /// The text before a round: the first answer before the first.
  func before(_ round: Int) -> TokenizedText {
    round > 0 ? rounds[round - 1].shown : answer
  }

  /// Takes a round's edit, and finds out whether there is anything more to do.
  mutating func add(_ edit: EditRun, answerBytes: String) {
    let previous = rounds.last?.shown ?? answer
    let change = WordDiff(answer: previous, edit: edit.shown, isComplete: true).counts
    let kept = WordDiff(answer: answer, edit: edit.shown, isComplete: true).counts
    if selected == rounds.count - 1 || rounds.isEmpty { selected = rounds.count }
    rounds.append(
      Round(
        raw: edit.raw, shown: edit.shown, changedWords: change.added + change.removed,
        keptPercent: kept.keptPercent, isReplayed: edit.replay != nil))
    let texts = ([answerBytes] + rounds.map(\.raw)).map { Array($0.utf8) }
    let last = texts[texts.count - 1]
    if !edit.isComplete || edit.raw.isEmpty {
      phase = .cutOff
    } else if let earlier = texts.dropLast().lastIndex(of: last) {
      let length = texts.count - 1 - earlier
      phase = length == 1 ? .settled : .circling(length: length)
    } else if rounds.count == Self.mostRounds {
      phase = .exhausted
    }
    run = nil
  }

  mutating func end(_ phase: Phase) {
    run = nil
    self.phase = phase
  }

  /// The state in words.
  var words: String {
    let count = Format.count(rounds.count, "round")
    return switch phase {
    case .running: "round \(rounds.count + 1) is being made"
    case .settled: "it stays as it is after \(count)"
    case .circling(let length): "it goes round in circles of \(length) after \(count)"
    case .exhausted: "still changing after \(count)"
    case .cutOff: "the last edit has no end of its own"
    case .stopped: "stopped after \(count)"
    case .failed(let reason): reason
    }
  }
}
