import Glibc

/// Points in time as people and programs read them.
public enum Timestamp {
  /// `2026-05-03T14:09:07Z`.
  ///
  /// - Parameter seconds: Since 1970.
  /// - Returns: The time of the prime meridian, by ISO 8601.
  public static func universal(_ seconds: Double) -> String {
    let parts = parts(seconds, gmtime_r)
    return "\(date(parts))T\(time(parts)):\(two(parts.tm_sec))Z"
  }

  /// `2026-05-03 16:09`.
  ///
  /// - Parameter seconds: Since 1970.
  /// - Returns: The time of the machine's zone.
  public static func local(_ seconds: Double) -> String {
    let parts = parts(seconds, localtime_r)
    return "\(date(parts)) \(time(parts))"
  }

  private typealias Conversion =
    (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?

  private static func parts(_ seconds: Double, _ convert: Conversion) -> tm {
    // What no clock says, such as a damaged file's infinity, is 1970.
    var moment = time_t(exactly: seconds.rounded(.down)) ?? 0
    var parts = tm()
    if convert(&moment, &parts) == nil {
      moment = 0
      _ = convert(&moment, &parts)
    }
    return parts
  }

  private static func date(_ parts: tm) -> String {
    "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  private static func time(_ parts: tm) -> String { "\(two(parts.tm_hour)):\(two(parts.tm_min))" }

  private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
