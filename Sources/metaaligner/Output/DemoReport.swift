import Evaluation
import Generation
import StrictJSON

/// What `evaluate demo` prints: the same figures for programs and for people.
struct DemoReport {
  private struct Part {
    let source: String
    let groups: [(name: String, figures: DemoFigures)]
  }

  private let engine: EngineDescription
  private let seed: UInt64
  private let rowsPerGroup: Int
  private var parts: [Part] = []

  init(engine: EngineDescription, seed: UInt64, rowsPerGroup: Int) {
    self.engine = engine
    self.seed = seed
    self.rowsPerGroup = rowsPerGroup
  }

  /// Adds the figures of one source of answers, and their sum.
  mutating func append(_ source: String, _ results: [(group: DemoTest.Group, figures: DemoFigures)])
  {
    var all = DemoFigures()
    for result in results { all += result.figures }
    let groups = results.map { (name: $0.group.name, figures: $0.figures) }
    parts.append(Part(source: source, groups: groups + [(name: "all", figures: all)]))
  }

  var json: JSONValue {
    [
      "schema": 1,
      "model": .string(engine.name),
      "model_folder": .string(engine.location),
      "seed": Int64(exactly: seed).map(JSONValue.integer) ?? .string("\(seed)"),
      "rows_per_group": .integer(Int64(rowsPerGroup)),
      "long_tokens": .integer(Int64(DemoFigures.shortLimit)),
      "parts": .array(
        parts.map { part in
          [
            "source": .string(part.source),
            "groups": .array(part.groups.map { Self.json($0.name, $0.figures) }),
          ]
        }),
    ]
  }

  /// A line a group.
  var table: String {
    var text = "\(engine.name): exact edits, of up to \(DemoFigures.shortLimit) tokens\n"
    let header = ["", "rows", "tokens right", "exact", "long F1", "off removes", "unseen copied"]
    for part in parts {
      text += "\n" + Self.line([part.source] + header.dropFirst())
      for (name, figures) in part.groups {
        text += Self.line([
          name, "\(figures.rowCount)", Self.percent(figures.tokenAccuracy, digits: 2),
          Self.percent(figures.exactShare), Self.percent(figures.longF1),
          Self.percent(figures.removedShare), Self.percent(figures.copiedShare),
        ])
      }
      let skipped = part.groups.last?.figures.skippedCount ?? 0
      if skipped > 0 { text += "\(skipped) rows did not fit the model's context\n" }
    }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    let widths = [13, 5, 13, 8, 8, 12, 14]
    let padded = zip(cells, widths).enumerated().map { index, cell in
      let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index == 0 ? cell.0 + blanks : blanks + cell.0
    }
    return padded.joined() + "\n"
  }

  private static func percent(_ share: Double?, digits: Int = 1) -> String {
    share.map { "\(($0 * 100).rounded(to: digits)) %" } ?? "–"
  }

  private static func json(_ name: String, _ figures: DemoFigures) -> JSONValue {
    [
      "group": .string(name),
      "rows": .integer(Int64(figures.rowCount)),
      "skipped": .integer(Int64(figures.skippedCount)),
      "tokens": .integer(Int64(figures.tokenCount)),
      "token_accuracy": number(figures.tokenAccuracy),
      "short": .integer(Int64(figures.shortCount)),
      "exact": number(figures.exactShare),
      "long": .integer(Int64(figures.longCount)),
      "long_exact": .integer(Int64(figures.longExactCount)),
      "long_word_f1": number(figures.longF1),
      "toggled": .integer(Int64(figures.toggledCount)),
      "toggled_off_removes": number(figures.removedShare),
      "unseen_words": .integer(Int64(figures.unseenCount)),
      "unseen_words_copied": number(figures.copiedShare),
    ]
  }

  private static func number(_ value: Double?) -> JSONValue {
    value.map { JSONValue($0.rounded(to: 5)) } ?? .null
  }
}
