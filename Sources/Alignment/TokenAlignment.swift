/// Which tokens of two texts stay, and how far into the first text the second has come.
struct TokenAlignment: Equatable {
  /// Runs of equal tokens, in order: `count` tokens from `answer` and from `edit`.
  struct Run: Equatable {
    var answer: Int
    var edit: Int
    var count: Int
  }

  private(set) var runs: [Run] = []
  /// How many of the answer's tokens the edit has come to; all where it is complete.
  private(set) var reached = 0

  /// The most differences of one search; the table of a search takes their square times 4 bytes.
  static let differenceLimit = 400

  /// An alignment that was found before.
  init(runs: [Run], reached: Int) {
    self.runs = runs
    self.reached = reached
  }

  /// An alignment and what follows it.
  init(joining first: [Run], and second: some Sequence<Run>, reached: Int) {
    runs = first
    self.reached = reached
    for run in second { addRun(run) }
  }

  /// Aligns two lists of token numbers (equal numbers for equal tokens).
  init(answer: [Int32], edit: [Int32], isComplete: Bool) {
    var suffix = 0
    if isComplete {
      let prefix = zip(answer, edit).prefix { $0 == $1 }.count
      let longest = min(answer.count, edit.count) - prefix
      suffix = zip(answer.reversed(), edit.reversed()).prefix(longest).prefix { $0 == $1 }.count
    }
    let answerEnd = answer.count - suffix
    let editEnd = edit.count - suffix
    answer.withUnsafeBufferPointer { answer in
      edit.withUnsafeBufferPointer { edit in
        search(
          UnsafeBufferPointer(rebasing: answer[..<answerEnd]),
          UnsafeBufferPointer(rebasing: edit[..<editEnd]), isComplete: isComplete)
      }
    }
    if isComplete {
      addRun(Run(answer: answerEnd, edit: editEnd, count: suffix))
      reached = answer.count
    }
  }

  private mutating func addRun(_ run: Run) {
    guard run.count > 0 else { return }
    if let last = runs.last, last.answer + last.count == run.answer,
      last.edit + last.count == run.edit
    {
      runs[runs.count - 1].count += run.count
    } else {
      runs.append(run)
    }
  }

  /// Searches piece by piece: each piece ends at the goal or at the limit, and is then settled.
  private mutating func search(
    _ answer: UnsafeBufferPointer<Int32>, _ edit: UnsafeBufferPointer<Int32>, isComplete: Bool
  ) {
    var start = (answer: 0, edit: 0)
    while true {
      let path = MyersSearch(
        answer: answer, edit: edit, start: start, endsAnywhereInAnswer: !isComplete,
        differenceLimit: Self.differenceLimit
      ).path()
      for run in path.runs { addRun(run) }
      start = path.end
      if path.isFinished { break }
    }
    reached = start.answer
  }
}
