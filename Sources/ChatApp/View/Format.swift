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

  static func bytes(_ count: Int) -> String {
    if count < 1000 { return "\(count) bytes" }
    return count < 1_000_000
      ? tenths(Double(count) / 1000) + " KB" : tenths(Double(count) / 1_000_000) + " MB"
  }

  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
