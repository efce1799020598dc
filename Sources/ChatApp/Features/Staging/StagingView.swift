import TerminalUI

/// The changes of an edit with their verdicts.
enum StagingView {
  static func draw(_ state: State, _ staging: Staging, on frame: inout Frame) {
    let area = state.layout.overlay
    let place = "change \(staging.current + 1) of \(staging.verdicts.count)"
    frame.write(
      "Stage changes · \(place)", at: Position(column: 1, row: area.row), role: .title,
      limit: area.columns - 2)
    let counts = Self.counts(of: staging)
    let room = area.columns - 2 - TextWidth.width(of: "Stage changes · \(place)") - 3
    if TextWidth.width(of: counts) <= room {
      frame.write(
        counts,
        at: Position(column: area.endColumn - 1 - TextWidth.width(of: counts), row: area.row),
        role: .dim)
    }
    PaneView.draw(
      staging.pane, marks: marks(of: staging), in: paneArea(in: area), on: &frame)
  }

  private static func counts(of staging: Staging) -> String {
    let rejected = staging.verdicts.count - staging.acceptedCount - staging.undecidedCount
    return
      "✓ \(staging.acceptedCount) accepted  ✗ \(rejected) rejected  ? \(staging.undecidedCount) open"
  }

  /// What is not taken is dim; the marks say the same without colour.
  private static func marks(of staging: Staging) -> [PaneView.Mark] {
    var marks: [PaneView.Mark] = []
    for (index, change) in staging.marked.changes.enumerated() {
      let verdict = staging.verdicts[index]
      let isCurrent = index == staging.current
      func add(_ range: Range<Int>, _ role: Role) {
        guard !range.isEmpty else { return }
        marks.append(
          PaneView.Mark(range: range, role: role, isChange: true, isCurrent: isCurrent))
      }
      add(change.mark, verdict.map { $0 ? .success : .warning } ?? .accent)
      add(change.removed, verdict == true ? .dim : .removed)
      add(change.added, verdict == false ? .dim : .added)
    }
    return marks
  }

  private static func paneArea(in area: Rect) -> Rect {
    Rect(
      column: area.column, row: area.row + 2, columns: area.columns, rows: max(1, area.rows - 2))
  }

  /// Where the text stands.
  static func textArea(in area: Rect) -> Rect { ScreenLayout.textArea(of: paneArea(in: area)) }
}
