/// What happens during a download.
public enum PullEvent: Sendable, Equatable {
  /// Bytes are there; the number of all never falls.
  case progress(bytes: Int, of: Int)
  /// A file is whole, its digest right.
  case finished(file: String)
  /// A file came with a wrong digest and is fetched once more.
  case restarted(file: String)
}

/// How much is there, in a number that never falls.
struct PullProgress {
  let total: Int
  private var finished = 0
  private var highest = 0

  init(total: Int) { self.total = total }

  /// - Parameter current: Bytes of the file that is under way.
  /// - Returns: What to show.
  mutating func shown(current: Int) -> PullEvent {
    highest = min(total, max(highest, finished + current))
    return .progress(bytes: highest, of: total)
  }

  mutating func finish(_ byteCount: Int) { finished += byteCount }
}

extension HubClient {
  /// Fetches what a plan names, and makes the snapshot of it.
  ///
  /// Each file is checked against its digest before it gets its name. What was fetched when the download ends early,
  /// however it ends, is kept for the next.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - cache: Where to.
  ///   - onEvent: Hears what happens.
  /// - Returns: The folder of the snapshot.
  /// - Throws: `HubError`.
  public func pull(
    _ plan: PullPlan, cache: HubCache, onEvent: (PullEvent) -> Void = { _ in }
  ) async throws(HubError) -> String {
    let repository = plan.repository
    if isOffline, plan.items.contains(where: { !$0.isPresent }) {
      throw .incomplete(
        name: repository.text, missing: plan.items.filter { !$0.isPresent }.map(\.file.path))
    }
    try cache.createFolders(for: repository)
    let folder = cache.folder(of: repository)
    if let available = Disk.availableBytes(at: folder), available < plan.missingBytes {
      throw .notEnoughSpace(folder: folder, needed: plan.missingBytes, available: available)
    }
    if cache.listing(plan.commit, of: repository) == nil {
      try cache.save(
        try await listing(plan.commit, of: repository), commit: plan.commit, of: repository)
    }
    var progress = PullProgress(total: plan.byteCount)
    for item in plan.items {
      if !item.isPresent {
        try await fetch(item.file, plan: plan, cache: cache) { bytes in
          onEvent(progress.shown(current: bytes))
        } onRestart: {
          onEvent(.restarted(file: item.file.path))
        }
      }
      try cache.link(item.file, commit: plan.commit, of: repository)
      progress.finish(item.file.byteCount)
      onEvent(progress.shown(current: 0))
      onEvent(.finished(file: item.file.path))
    }
    // Only now may the name lead here: an unfinished download is not found.
    try cache.setReference(plan.revision, to: plan.commit, of: repository)
    return cache.snapshot(plan.commit, of: repository)
  }

  private func fetch(
    _ file: HubFile, plan: PullPlan, cache: HubCache, onBytes: (Int) -> Void,
    onRestart: () -> Void
  ) async throws(HubError) {
    let blob = cache.blob(file.digest, of: plan.repository)
    let lock = try await BlobLock(cache.lock(file.digest, of: plan.repository))
    defer { withExtendedLifetime(lock) {} }
    // Whoever had the lock may have fetched it.
    if Disk.fileSize(blob) == file.byteCount { return }
    try await check(file, commit: plan.commit, of: plan.repository)
    let part = try PartialFile(of: blob)
    for attempt in 1...2 {
      var download = BlobDownload(file, to: part, of: plan, by: self)
      let actual = try await download.run(onBytes: onBytes)
      if actual == file.digest.text { return try part.finish(as: blob) }
      try part.truncate(to: 0)
      if attempt == 2 {
        try Disk.remove(part.path)
        throw .mismatch(file: file.path, expected: file.digest.text, actual: actual)
      }
      onRestart()
    }
  }
}
