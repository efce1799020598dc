internal import Glibc

/// A revision of a repository in the cache.
public struct CachedRevision: Sendable, Equatable {
  /// The repository.
  public let repository: RepositoryName
  /// The commit.
  public let commit: String
  /// The branches and tags that meant it when they were downloaded.
  public let references: [String]
  /// The folder with its files.
  public let path: String
  /// Its files' paths.
  public let files: [String]
  /// The size of those that are there.
  public let byteCount: Int
  /// What is missing to load it; empty where it can be used.
  public let missing: [String]
}

extension HubCache {
  /// All revisions of all models, in the order of their names.
  public func revisions() -> [CachedRevision] {
    Disk.entries(of: root).compactMap(RepositoryName.init(folderName:)).flatMap(revisions(of:))
  }

  /// The revisions of one model.
  ///
  /// - Parameter repository: Its repository.
  /// - Returns: Each commit of which there are files.
  public func revisions(of repository: RepositoryName) -> [CachedRevision] {
    let references = references(of: repository)
    return commits(of: repository).map { commit in
      let path = snapshot(commit, of: repository)
      let files = Disk.files(below: path)
      return CachedRevision(
        repository: repository, commit: commit,
        references: references.filter { $0.commit == commit }.map(\.name), path: path, files: files,
        byteCount: files.reduce(0) { $0 + (Disk.fileSize(Disk.joining(path, $1)) ?? 0) },
        missing: missingFiles(commit, of: repository))
    }
  }

  /// What is missing of a snapshot to load the model in it.
  func missingFiles(_ commit: String, of repository: RepositoryName) -> [String] {
    let folder = snapshot(commit, of: repository)
    func isThere(_ path: String) -> Bool { Disk.fileSize(Disk.joining(folder, path)) != nil }
    let present = Disk.entries(of: folder)
    let broken = present.filter { name in
      Disk.linkTarget(Disk.joining(folder, name)) != nil && !Disk.exists(Disk.joining(folder, name))
    }
    if !broken.isEmpty { return broken }
    if present.contains(where: { WeightFormat.gguf.includes($0) && isThere($0) }) { return [] }
    guard isThere("config.json") else { return ["config.json"] }
    // Of what another format would need nothing is missing.
    let known = listing(commit, of: repository)?.files.map(\.path).filter { !$0.contains("/") }
    var incomplete: [String]?
    for format in [WeightFormat.safetensors, .pytorch] {
      let wanted = (known ?? present).filter(format.includes)
      let missing = wanted.filter { !isThere($0) }
      if !wanted.isEmpty, missing.isEmpty { return [] }
      if incomplete == nil, !missing.isEmpty { incomplete = missing }
    }
    return incomplete ?? ["model.safetensors"]
  }
}
