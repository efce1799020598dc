/// What a download will bring.
public struct PullPlan: Sendable, Equatable {
  /// A file that is wanted.
  public struct Item: Sendable, Equatable {
    /// The file.
    public let file: HubFile
    /// How many of its bytes are there already.
    public let presentBytes: Int
    /// Whether all of it is there, checked when it was downloaded.
    public let isPresent: Bool
  }

  /// The repository.
  public let repository: RepositoryName
  /// The revision that was asked for.
  public let revision: String
  /// The commit that it means now.
  public let commit: String
  /// The files, in the order in which they are fetched: small ones first.
  public let items: [Item]

  /// The size of all files.
  public var byteCount: Int { items.reduce(0) { $0 + $1.file.byteCount } }
  /// How many bytes are to come.
  public var missingBytes: Int {
    items.reduce(0) { $0 + ($1.isPresent ? 0 : max(0, $1.file.byteCount - $1.presentBytes)) }
  }
}

extension HubClient {
  /// Finds out what a download would bring; writes nothing.
  ///
  /// - Parameters:
  ///   - repository: The repository.
  ///   - revision: A branch, a tag or a commit.
  ///   - patterns: Shell patterns of the files that are wanted; none takes what this program needs to load the model.
  ///   - cache: The cache, whose files need not be fetched.
  /// - Returns: The plan.
  /// - Throws: `HubError`.
  public func plan(
    _ repository: RepositoryName, revision: String = "main", include patterns: [String] = [],
    cache: HubCache
  ) async throws(HubError) -> PullPlan {
    let (commit, listing) = try await contents(revision, of: repository, cache: cache)
    let files =
      patterns.isEmpty
      ? try FileSelection.standard(listing.files, repository: repository)
      : FileSelection.matching(patterns, listing.files)
    guard !files.isEmpty else { throw .nothingSelected(repository: repository.text) }
    // Two names that some systems hold for one would overwrite each other.
    guard Set(files.map { $0.path.lowercased() }).count == files.count else {
      throw .malformedAnswer(repository: repository.text)
    }
    let items = files.sorted { ($0.byteCount, $0.path) < ($1.byteCount, $1.path) }
      .map { file in
        let blob = cache.blob(file.digest, of: repository)
        let whole = Disk.fileSize(blob) == file.byteCount
        let part = PartialFile.leftovers(of: blob).compactMap(Disk.fileSize).max() ?? 0
        return PullPlan.Item(
          file: file, presentBytes: whole ? file.byteCount : min(part, file.byteCount),
          isPresent: whole)
      }
    return PullPlan(repository: repository, revision: revision, commit: commit, items: items)
  }

  /// The files of a revision: the hub's word, or the cache's where it cannot have changed or nothing may be asked.
  private func contents(
    _ revision: String, of repository: RepositoryName, cache: HubCache
  ) async throws(HubError) -> (String, FileListing) {
    if isOffline || HubReference.isCommit(revision),
      let commit = cache.commit(revision, of: repository),
      let listing = cache.listing(commit, of: repository)
    {
      return (commit, listing)
    }
    let commit = try await commit(revision, of: repository)
    if let listing = cache.listing(commit, of: repository) { return (commit, listing) }
    return (commit, try await listing(commit, of: repository))
  }
}
