internal import Glibc

/// Whether a file is what the hub has.
public enum FileVerdict: String, Sendable {
  /// Its digest is right.
  case intact
  /// Its digest is another one.
  case damaged
  /// It is not there.
  case missing
  /// Nothing says what its digest should be.
  case unknown
}

extension HubCache {
  /// Compares every file of a revision with its digest.
  ///
  /// - Parameters:
  ///   - revision: The revision.
  ///   - progress: Hears of the bytes that were read.
  /// - Returns: Each file and what was found.
  /// - Throws: `HubError.fileAccess` where a file cannot be read.
  public func verify(
    _ revision: CachedRevision, progress: (Int) -> Void = { _ in }
  ) throws(HubError) -> [(path: String, verdict: FileVerdict)] {
    let known = listing(revision.commit, of: revision.repository)?.files ?? []
    var digests: [String: ContentDigest] = [:]
    for file in known { digests[file.path] = file.digest }
    var verdicts: [(path: String, verdict: FileVerdict)] = []
    for path in Set(revision.files + revision.missing).sorted() {
      let file = Disk.joining(revision.path, path)
      let blob = Disk.linkTarget(file)?.split(separator: "/").last.map(String.init)
      let expected = digests[path] ?? blob.flatMap(ContentDigest.init(entityTag:))
      guard let size = Disk.fileSize(file) else {
        verdicts.append((path, .missing))
        continue
      }
      guard let expected else {
        verdicts.append((path, .unknown))
        continue
      }
      let partial = try PartialFile(reading: file)
      var hasher = ContentHasher(for: expected, byteCount: size)
      try partial.hash(upTo: size, into: &hasher, progress: progress)
      verdicts.append((path, hasher.finish() == expected.text ? .intact : .damaged))
    }
    return verdicts
  }
}
