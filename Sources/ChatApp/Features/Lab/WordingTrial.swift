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
  ///   - now: The time.
  mutating func begin(_ objective: Objective, id: Int, at now: Duration) {
    due = nil
    self.objective = objective
    run = EditRun()
    run.id = id
    run.phase = .starting
    run.startedAt = now
    comparison.clear()
    after.growOver()
  }

  /// Takes what the engine says of it.
  mutating func take(_ report: EngineReport, at now: Duration) {
    switch report {
    case .fitted(_, let droppedTurns): run.droppedTurns = droppedTurns
    case .tooLong: end(.failed("the prompt does not fit into the model"))
    case .progress(_, let progress): run.phase = .reading(progress)
    case .text(_, let text, let pieces):
      run.phase = .streaming
      after.append(run.append(text, pieces: pieces, at: now))
      compare()
    case .summary(_, let summary):
      end(summary.stopReason == .cancelled ? .stopped : .ended(summary))
    case .failed(_, let reason): end(.failed(reason))
    default: break
    }
  }

  /// Keeps what there is of the text.
  mutating func end(_ phase: EditRun.Phase) {
    after.append(run.finish())
    run.phase = phase
    after.dropOlder()
    compare()
  }

  /// Ends it where it is, to be made again.
  mutating func interrupt(at now: Duration) {
    end(.stopped)
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
