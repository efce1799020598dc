import Alignment
import Sessions
import TerminalUI

/// The changes of an edit, each to be accepted or rejected, as `git add -p` does it.
struct Staging: Equatable {
  /// The edit.
  let edit: RecordedEdit
  let pieces: WordDiffPieces
  /// A verdict a change; nil where there is none yet.
  private(set) var verdicts: [Bool?]
  /// The change that a key decides.
  private(set) var current = 0
  private(set) var marked: MarkedPieces
  var pane: TextPane

  init(_ edit: RecordedEdit, widthRules: WidthRules) {
    self.edit = edit
    pieces = WordDiffPieces(answer: edit.answer, edit: edit.text)
    verdicts = Array(repeating: nil, count: pieces.changeCount)
    marked = MarkedPieces(pieces, marks: verdicts.map { _ in "?" })
    pane = TextPane(isFollowing: false, widthRules: widthRules)
    pane.show(marked.text)
  }

  var undecidedCount: Int { verdicts.count { $0 == nil } }
  var acceptedCount: Int { verdicts.count { $0 == true } }

  /// Decides the current change and goes on to the next without a verdict; nil takes the verdict back and stays.
  mutating func decide(_ verdict: Bool?) {
    guard verdicts.indices.contains(current) else { return }
    verdicts[current] = verdict
    if verdict != nil {
      let later = verdicts[(current + 1)...].firstIndex { $0 == nil }
      current = later ?? verdicts.firstIndex { $0 == nil } ?? current
    }
    refresh()
  }

  /// Decides every change that has no verdict.
  mutating func decideRest(_ verdict: Bool) {
    verdicts = verdicts.map { $0 ?? verdict }
    refresh()
  }

  mutating func move(by rows: Int) {
    guard !verdicts.isEmpty else { return }
    let (sum, overflow) = current.addingReportingOverflow(rows)
    current = overflow ? (rows > 0 ? verdicts.count - 1 : 0) : min(max(0, sum), verdicts.count - 1)
    reveal()
  }

  /// What was decided; nil while a change has no verdict.
  var record: RecordedVerdict? {
    let decided = verdicts.compactMap(\.self)
    guard decided.count == verdicts.count else { return nil }
    var changes: [RecordedVerdict.Change] = []
    for case .changed(let answer, let added) in pieces.pieces {
      changes.append(
        RecordedVerdict.Change(
          removed: answer, added: added, isAccepted: decided[changes.count]))
    }
    // Nothing accepted is the answer itself, line breaks and all.
    let merged = decided.contains(true) ? pieces.merged(decided) : edit.answer
    return RecordedVerdict(edit: edit.number, changes: changes, merged: merged)
  }

  mutating func resize(columns: Int, rows: Int) {
    pane.resize(columns: columns, rows: rows)
    reveal()
  }

  private mutating func refresh() {
    // Every mark is one character, so nothing moves.
    let marks = verdicts.map { $0.map { $0 ? "✓" : "✗" } ?? "?" }
    marked = MarkedPieces(pieces, marks: marks)
    pane.update(marked.text)
    reveal()
  }

  private mutating func reveal() {
    guard marked.changes.indices.contains(current) else { return }
    pane.reveal(marked.changes[current].whole.lowerBound)
  }
}

/// What a key asks of the changes.
enum StagingCommand: Equatable {
  case begin, accept, reject, undecide, acceptRest, rejectRest, write
}
