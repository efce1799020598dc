import Alignment
import Generation
import TerminalUI

/// Edits of the same answer side by side: for two to four sets of objectives, or by two models.
struct Contest: Equatable {
  /// One set, one model, and their edit.
  struct Column: Equatable {
    /// The objectives; only which of them are on differs between columns.
    var board: ObjectiveBoard
    var model = ModelChoice.main
    var run = EditRun()
    /// How the edit differs from the answer.
    var comparison = Comparison()
    var pane: TextPane

    /// Ends without an edit.
    mutating func fail(_ reason: String) {
      run.phase = .failed(reason)
      pane.dropOlder()
    }
  }

  static let mostColumns = 4

  var columns: [Column]
  /// The column that the digits act on.
  var current = 0
  /// Where each column first differs from the others, in characters of its edit; nil where it does not, as far as it is.
  private(set) var divergences: [Range<Int>?] = []

  /// Whether it is the models that differ; the objectives are the same in all columns then.
  var comparesModels: Bool { columns.contains { $0.model == .second } }

  /// Whether the engine is at work for any of them.
  var isRunning: Bool { columns.contains { $0.run.isRunning } }

  /// Finds where the edits part: each from the first, and the first from the one it parts from soonest.
  mutating func findDivergences() {
    guard let first = columns.first?.run else { return }
    var soonest: Range<Int>?
    divergences = [nil]
    for column in columns.dropFirst() {
      let change = Self.divergence(of: column.run, from: first)
      divergences.append(change?.edit)
      if let place = change?.answer, place.lowerBound < soonest?.lowerBound ?? .max {
        soonest = place
      }
    }
    divergences[0] = soonest
  }

  /// Where an edit first differs from another; nil where it does not, as far as both have come.
  private static func divergence(of edit: EditRun, from other: EditRun) -> WordDiff.Change? {
    guard edit.shown.characterCount > 0, other.shown.characterCount > 0 else { return nil }
    let isGrowing = edit.isUnderWay || other.isUnderWay
    guard
      let change = WordDiff(answer: other.shown, edit: edit.shown, isComplete: !isGrowing)
        .changes.first
    else { return nil }
    // At the end of what is still growing, the other may only be ahead.
    let isAtEnd =
      change.answer.upperBound >= other.shown.characterCount
      || change.edit.upperBound >= edit.shown.characterCount
    return isGrowing && isAtEnd ? nil : change
  }
}

/// How many columns there is room for.
extension Contest {
  static let leastColumnWidth = 26

  static func room(in columns: Int) -> Int {
    min(mostColumns, max(1, columns / leastColumnWidth))
  }
}
