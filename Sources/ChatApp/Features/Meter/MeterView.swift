import Alignment
import TerminalUI

/// What the over-edit meter says, in words.
enum MeterView {
  /// How much longer the edit is, at a fixed width.
  static func length(of measures: EditMeasures) -> String {
    let change = measures.lengthChangePercent.map(signed) ?? "–"
    return Padding.right("length \(change)", to: 13)
  }

  /// What looks wrong, the gravest first; none where nothing does.
  static func alarms(of measures: EditMeasures, direction: EditDirection) -> [String] {
    measures.alarms(for: direction).map { alarm in
      switch alarm {
      case .newMentions: newMentions(of: measures)
      case .rewritten: "hardly anything kept"
      case .longer: "much longer" + change(of: measures)
      case .shorter: "much shorter" + change(of: measures)
      case .unchanged: "no change made"
      }
    }
  }

  /// The room that the names of what is new may take.
  private static let mentionColumns = 30

  private static func newMentions(of measures: EditMeasures) -> String {
    let names = measures.newMentions.map(\.text)
    var text = "new: "
    for (index, name) in names.enumerated() {
      let next = index == 0 ? name : ", " + name
      guard index == 0 || TextWidth.width(of: text + next) <= mentionColumns else {
        return text + " +\(names.count - index)"
      }
      text += TextWidth.truncated(next, to: mentionColumns)
    }
    return text
  }

  private static func change(of measures: EditMeasures) -> String {
    measures.lengthChangePercent.map { ", " + signed($0) } ?? ""
  }

  private static func signed(_ percent: Int) -> String {
    (percent < 0 ? "−" : "+") + "\(percent.magnitude) %"
  }
}
