extension HubCache {
  /// Takes a model away.
  ///
  /// - Parameter repository: Its repository.
  /// - Returns: The bytes that are free now.
  /// - Throws: `HubError`.
  @discardableResult
  public func remove(_ repository: RepositoryName) throws(HubError) -> Int {
    let folder = folder(of: repository)
    guard Disk.isFolder(folder, followingLinks: false) else {
      throw .notCached(name: repository.text)
    }
    let bytes = Disk.files(below: folder + "/blobs").reduce(0) {
      $0 + (Disk.fileSize("\(folder)/blobs/\($1)") ?? 0)
    }
    try Disk.remove(folder)
    try Disk.remove("\(root)/.locks/\(repository.folderName)")
    return bytes
  }

  /// Takes one revision away, and the content that no other one has.
  ///
  /// - Parameter revision: The revision.
  /// - Returns: The bytes that are free now.
  /// - Throws: `HubError`.
  @discardableResult
  public func remove(_ revision: CachedRevision) throws(HubError) -> Int {
    let repository = revision.repository
    let others = revisions(of: repository).filter { $0.commit != revision.commit }
    guard !others.isEmpty else { return try remove(repository) }
    let kept = Set(others.flatMap(blobs(of:)))
    for name in revision.references { try removeReference(name, of: repository) }
    let blobs = Set(blobs(of: revision)).subtracting(kept)
    try Disk.remove(revision.path)
    try Disk.remove("\(folder(of: repository))/trees/\(revision.commit).json")
    var bytes = 0
    for blob in blobs.sorted() {
      let path = "\(folder(of: repository))/blobs/\(blob)"
      bytes += Disk.fileSize(path) ?? 0
      try Disk.remove(path)
    }
    return bytes
  }

  /// The names of the blobs that a revision's files lead to.
  private func blobs(of revision: CachedRevision) -> [String] {
    revision.files.compactMap { file in
      Disk.linkTarget(Disk.joining(revision.path, file))?.split(separator: "/").last
        .flatMap { ContentDigest(entityTag: String($0))?.text }
    }
  }
}
