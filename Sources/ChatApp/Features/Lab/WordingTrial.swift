import Alignment
import Generation
import TerminalUI

/// The edit with an objective as it is being worded, against the edit that is there.
struct WordingTrial: Equatable {
  /// Its edit begins when nobody has typed for this long.
  static let pause = Duration.milliseconds(600)

  /// When its next edit begins; nil where nothing has been typed since the last.
  var due: Duration?
  /// What the last edit was made for.
  private(set) var objective: Objective?
  private(set) var run = EditRun()
  /// The edit that is there, as the older text, and this one as the newer.
  private(set) var comparison = Comparison()
  var before: TextPane
  var after: TextPane

  init(edit: EditRun, widthRules: WidthRules) {
    before = TextPane(isFollowing: false, widthRules: widthRules)
    after = TextPane(isFollowing: false, widthRules: widthRules)
    setEdit(edit)
  }

  /// Takes the edit that this one is compared with.
  mutating func setEdit(_ edit: EditRun) {
    before.show(edit.shown.text)
    comparison.setAnswer(edit.shown.text)
    compare()
  }

  /// Begins an edit.
  ///
  /// - Parameters:
  ///   - objective: The objective as worded by now.
  ///   - id: What tells its events from others'.
  ///   - key: What the edit is remembered by.
  ///   - now: The time.
  mutating func begin(_ objective: Objective, id: Int, key: ReplayKey?, at now: Duration) {
    due = nil
    self.objective = objective
    run = EditRun()
    run.id = id
    run.key = key
    run.phase = .starting
    run.startedAt = now
    comparison.clear()
    after.growOver()
  }

  /// Takes what the engine says of it.
  mutating func take(_ report: EngineReport, at now: Duration) {
    after.append(run.take(report, at: now))
    if !run.isRunning { after.dropOlder() }
    compare()
  }

  /// Keeps what there is of the text.
  mutating func stop() {
    after.append(run.finish())
    run.phase = .stopped
    after.dropOlder()
    compare()
  }

  /// Ends it where it is, to be made again.
  mutating func interrupt(at now: Duration) {
    stop()
    objective = nil
    due = now + Self.pause
  }

  private mutating func compare() {
    guard run.shown.characterCount > 0 else { return }
    comparison.update(edit: run.shown, isComplete: run.isComplete)
    // What the new wording changes is what the reader is here for.
    if let first = comparison.changes.first {
      before.reveal(first.answer.lowerBound)
      after.reveal(first.edit.lowerBound)
    }
  }
}
