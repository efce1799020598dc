/// The paths of files in a repository, which become paths of this machine.
enum FilePath {
  /// Whether a path stays in its folder and means the same on every system, Windows among them.
  static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.utf8.count <= 1024 && parts.count <= 16 && parts.allSatisfy(isSafePart)
  }

  private static func isSafePart(_ part: Substring) -> Bool {
    guard (1...255).contains(part.utf8.count), let last = part.utf8.last,
      last != UInt8(ascii: "."), last != UInt8(ascii: " "),
      part.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !forbidden.contains($0) })
    else { return false }
    let stem = part.prefix { $0 != "." }.lowercased()
    return !devices.contains(stem)
  }

  private static let forbidden = Set("\\:*?\"<>|".utf8)
  private static let devices: Set = Set(
    ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })

  /// The path as a part of a URL's path.
  static func percentEncoded(_ path: String, keepingSlashes: Bool = true) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "/") where keepingSlashes: text += "/"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
