import StrictJSON

/// What a run of `bench` prints: the same figures for programs and for people.
struct BenchDocument {
  /// What was measured, and how.
  let facts: [(String, JSONValue)]
  /// The figures, each a number, or numbers by a size.
  let figures: [(String, JSONValue)]
  /// How far the measurements behind a figure lie apart.
  let spreads: [(String, JSONValue)]

  var json: JSONValue {
    .object(
      JSONObject(
        [("schema", 1)] + facts + figures + [("spread", .object(JSONObject(spreads)))]))
  }

  /// A line a figure, with the middle half of its measurements.
  var table: String {
    var rows: [(label: String, text: String)] = []
    for (name, value) in facts + figures where !value.isNull {
      rows += lines(name, value, spread: spreads.first { $0.0 == name }?.1)
    }
    let width = rows.map { $0.label.count }.max() ?? 0
    return rows.map { $0.label.padded(to: width) + "  " + $0.text + "\n" }.joined()
  }

  private func lines(
    _ name: String, _ value: JSONValue, spread: JSONValue?
  ) -> [(label: String, text: String)] {
    let label = name.replacing("_", with: " ")
    if case .object(let sizes) = value {
      return sizes.members.flatMap { size, value in
        lines("\(name)_\(size)", value, spread: spread?[size])
      }
    }
    var text = Self.inWords(value, of: name)
    if let low = spread?["p25"], let high = spread?["p75"], let samples = spread?["samples"],
      !low.isNull, samples != 1
    {
      let range = "\(Self.inWords(low, of: name))–\(Self.inWords(high, of: name))"
      text += "  (\(range), \(samples.intValue ?? 0) times)"
    }
    return [(label, text)]
  }

  /// A number as people read it: bytes in larger units, others to four digits.
  private static func inWords(_ value: JSONValue, of name: String) -> String {
    if let text = value.stringValue { return text }
    guard let number = value.doubleValue else { return "–" }
    if name.contains("bytes") { return bytes(number) + (name.contains("per_second") ? "/s" : "") }
    if value.intValue != nil { return "\(Int(number))" }
    let magnitude = abs(number)
    let digits = magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 4
    let rounded = number.rounded(to: digits)
    return digits == 0 ? "\(Int(rounded))" : "\(rounded)"
  }

  private static func bytes(_ count: Double) -> String {
    for (unit, size) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where count >= size {
      return "\((count / size).rounded(to: 2)) \(unit)"
    }
    return "\(Int(count)) B"
  }
}

extension String {
  /// The text with spaces after it.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
