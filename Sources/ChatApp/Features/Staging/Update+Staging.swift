import Alignment
import Sessions
import TerminalUI

extension State {
  /// The changes that are being decided.
  var staging: Staging? {
    get { if case .staging(let staging) = overlays.last { staging } else { nil } }
    set {
      guard let newValue, case .staging = overlays.last else { return }
      overlays[overlays.count - 1] = .staging(newValue)
    }
  }

  /// Whether there is a whole edit with something to decide.
  var canStage: Bool {
    !edit.isUnderWay && !comparison.changes.isEmpty && sessionLog.currentEdit != nil
  }

  mutating func perform(_ command: StagingCommand) -> [Effect] {
    switch command {
    case .begin:
      guard canStage, let edit = sessionLog.currentEdit else { return [] }
      overlays.append(.staging(Staging(edit, widthRules: configuration.widthRules)))
    case .accept: staging?.decide(true)
    case .reject: staging?.decide(false)
    case .undecide: staging?.decide(nil)
    case .acceptRest: staging?.decideRest(true)
    case .rejectRest: staging?.decideRest(false)
    case .write: return writeStaged()
    }
    return []
  }

  private mutating func writeStaged() -> [Effect] {
    guard let staging else { return [] }
    guard let record = staging.record else {
      let count = Format.count(staging.undecidedCount, "change")
      say("\(count) without a verdict: a accepts, d rejects what is left.", .warning)
      return []
    }
    overlays.removeLast()
    let events: [SessionEvent] = configuration.keepsSessions ? [.verdict(record)] : []
    let kept: [Effect] = events.isEmpty ? [] : [.session(.record(events))]
    return kept + [.session(.stage(staging.edit, record))]
  }

  mutating func noteStaged(_ path: String, count: Int) {
    say("Staged as record \(count) of \(path), and in the table beside it.", .success)
  }

  /// Gives the changes their place on the screen.
  mutating func arrangeStaging() {
    guard staging != nil else { return }
    let area = StagingView.textArea(in: layout.overlay)
    staging?.resize(columns: area.columns, rows: area.rows)
  }
}
