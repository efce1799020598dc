internal import CCurl
internal import Glibc

extension HTTPHeaders {
  /// How long the server asks to be left alone: `retry-after-ms`, or `Retry-After` as seconds or as a date.
  ///
  /// - Parameter now: Seconds since 1970, to compare a date with; nil takes the clock's.
  /// - Returns: The wait, not below nothing; nil where the server asks for none that can be read.
  public func retryAfter(now: Int? = nil) -> Duration? {
    if let milliseconds = first(named: "retry-after-ms").flatMap(Self.number) {
      return .seconds(milliseconds / 1000)
    }
    guard let text = first(named: "Retry-After") else { return nil }
    if let seconds = Self.number(text) { return .seconds(seconds) }
    let date = curl_getdate(text, nil)
    guard date >= 0 else { return nil }
    let (wait, overflow) = date.subtractingReportingOverflow(now ?? time(nil))
    return overflow ? nil : .seconds(max(0, wait))
  }

  /// A plain decimal number of a size that a duration can have.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let number = Double(text), number <= 1e9
    else { return nil }
    return number
  }
}
