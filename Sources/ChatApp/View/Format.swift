import Generation

/// Numbers as people read them.
///
/// Written by hand, for Foundation's formatters depend on the locale and take long to start.
enum Format {
  static func rate(_ value: Double) -> String {
    value < 10 ? tenths(value) : String(Int(min(value, 999_999).rounded()))
  }

  static func seconds(_ duration: Duration) -> String {
    tenths(min(duration.seconds, 999_999)) + " s"
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A number with its sign and two decimals.
  static func signedHundredths(_ value: Double) -> String {
    guard value.isFinite else { return value < 0 ? "−∞" : "∞" }
    let hundredths = Int((min(abs(value), 99_999) * 100).rounded())
    let sign = hundredths == 0 ? "" : value < 0 ? "−" : "+"
    let rest = hundredths % 100
    return "\(sign)\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A share of one, in percent; what is small but not nothing is not written as nothing.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share > 0, share < 0.001 { return "<0.1 %" }
    return tenths(min(share, 1) * 100) + " %"
  }

  static func bytes(_ count: Int) -> String {
    if count < 1000 { return "\(count) bytes" }
    return count < 1_000_000
      ? tenths(Double(count) / 1000) + " KB" : tenths(Double(count) / 1_000_000) + " MB"
  }

  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
