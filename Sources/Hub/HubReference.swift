/// What people write for a model of the hub: `[hf://]ORG/NAME[@REVISION][/FILE]`.
public struct HubReference: Sendable, Equatable {
  /// The repository.
  public let repository: RepositoryName
  /// A branch, a tag or a commit; nil where none was written, which means `main`.
  public let revision: String?
  /// One file of it; nil where none was written.
  public let file: String?

  /// Reads a reference.
  ///
  /// - Parameter text: What was written.
  /// - Throws: `HubError.invalidName` or `HubError.invalidFileName`.
  public init(_ text: String) throws(HubError) {
    let name = text.hasPrefix("hf://") ? String(text.dropFirst(5)) : text
    var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let at = parts.prefix(2).firstIndex(where: { $0.contains("@") }) else {
      repository = try RepositoryName(parts.prefix(2).joined(separator: "/"))
      revision = nil
      file = try Self.file(parts.dropFirst(2))
      return
    }
    let halves = parts[at].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    parts[at] = String(halves[0])
    repository = try RepositoryName(parts[...at].joined(separator: "/"))
    var revision = String(halves[1])
    var rest = parts[(at + 1)...]
    // The hub's own references have slashes in their names.
    if revision == "refs", rest.count >= 2 {
      revision += "/" + rest.prefix(2).joined(separator: "/")
      rest = rest.dropFirst(2)
    }
    guard Self.isRevision(revision) else { throw .invalidName(text) }
    self.revision = revision
    file = try Self.file(rest)
  }

  private static func file(_ parts: ArraySlice<String>) throws(HubError) -> String? {
    guard !parts.isEmpty else { return nil }
    let path = parts.joined(separator: "/")
    guard FilePath.isSafe(path) else { throw .invalidFileName(path) }
    return path
  }

  /// Whether a revision can be a path below `refs/` and a part of a URL.
  static func isRevision(_ text: String) -> Bool { FilePath.isSafe(text) && !text.contains(" ") }

  /// Whether it is a whole commit, whose content never changes.
  static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && ContentDigest.isHexadecimal(text)
  }
}
