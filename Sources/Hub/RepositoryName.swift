/// The name of a model's repository: `ORG/NAME`, or `NAME` alone for the oldest ones.
public struct RepositoryName: Sendable, Hashable, CustomStringConvertible {
  /// The name as the hub writes it.
  public let text: String
  /// The same as `text`.
  public var description: String { text }

  /// Checks a name by the hub's rules, so that it can be a part of paths and URLs.
  ///
  /// - Parameter text: The name.
  /// - Throws: `HubError.invalidName`.
  public init(_ text: String) throws(HubError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy(Self.isValid),
      !text.contains("--"), !text.contains(".."), !text.hasSuffix(".git")
    else { throw .invalidName(text) }
    self.text = text
  }

  private static func isValid(_ part: Substring) -> Bool {
    guard (1...96).contains(part.utf8.count), let first = part.utf8.first,
      let last = part.utf8.last
    else { return false }
    return part.utf8.allSatisfy { isWord($0) || $0 == 0x2D || $0 == 0x2E }
      && isWord(first) && isWord(last)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The name of its folder in the cache.
  var folderName: String { "models--" + text.replacing("/", with: "--") }

  /// The repository of a folder of the cache; nil for other folders.
  init?(folderName: String) {
    let prefix = "models--"
    guard folderName.hasPrefix(prefix) else { return nil }
    let name = folderName.dropFirst(prefix.count).replacing("--", with: "/")
    guard let repository = try? RepositoryName(String(name)) else { return nil }
    self = repository
  }
}
