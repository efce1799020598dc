internal import Glibc

/// The cache of downloaded repositories that all programs of the hub share, in the layout of Python's
/// `huggingface_hub`: `models--ORG--NAME/{refs,blobs,snapshots,trees}`.
public struct HubCache: Sendable, Equatable {
  /// Its folder.
  public let root: String

  /// Names a cache; nothing is made before the first download.
  ///
  /// - Parameter root: Its folder.
  public init(root: String) { self.root = root }

  func folder(of repository: RepositoryName) -> String {
    Disk.joining(root, repository.folderName)
  }

  func blob(_ digest: ContentDigest, of repository: RepositoryName) -> String {
    "\(folder(of: repository))/blobs/\(digest.text)"
  }

  func snapshot(_ commit: String, of repository: RepositoryName) -> String {
    "\(folder(of: repository))/snapshots/\(commit)"
  }

  func lock(_ digest: ContentDigest, of repository: RepositoryName) -> String {
    "\(root)/.locks/\(repository.folderName)/\(digest.text).lock"
  }

  private func reference(_ revision: String, of repository: RepositoryName) -> String {
    "\(folder(of: repository))/refs/\(revision)"
  }

  private func tree(_ commit: String, of repository: RepositoryName) -> String {
    "\(folder(of: repository))/trees/\(commit).json"
  }

  /// The commit that a revision meant when it was last downloaded; nil where it was not.
  ///
  /// - Parameters:
  ///   - revision: A branch, a tag or a commit; of a commit, the beginning is enough.
  ///   - repository: The repository.
  /// - Returns: All 40 digits.
  public func commit(_ revision: String, of repository: RepositoryName) -> String? {
    if HubReference.isCommit(revision) { return revision }
    guard HubReference.isRevision(revision) else { return nil }
    if let bytes = Disk.contents(of: reference(revision, of: repository), limit: 256) {
      let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
      return HubReference.isCommit(text) ? text : nil
    }
    guard revision.utf8.count >= 7, ContentDigest.isHexadecimal(revision) else { return nil }
    let commits = commits(of: repository).filter { $0.hasPrefix(revision) }
    return commits.count == 1 ? commits[0] : nil
  }

  /// The commits of which there are files.
  func commits(of repository: RepositoryName) -> [String] {
    Disk.entries(of: folder(of: repository) + "/snapshots").filter(HubReference.isCommit)
  }

  func references(of repository: RepositoryName) -> [(name: String, commit: String)] {
    Disk.files(below: folder(of: repository) + "/refs").compactMap { name in
      commit(name, of: repository).map { (name, $0) }
    }
  }

  func listing(_ commit: String, of repository: RepositoryName) -> FileListing? {
    Disk.contents(of: tree(commit, of: repository), limit: FileListing.sizeLimit)
      .flatMap(FileListing.init(json:))
  }

  func save(
    _ listing: FileListing, commit: String, of repository: RepositoryName
  ) throws(HubError) {
    try Disk.replace(tree(commit, of: repository), with: listing.json)
  }

  func setReference(
    _ revision: String, to commit: String, of repository: RepositoryName
  ) throws(HubError) {
    guard revision != commit, self.commit(revision, of: repository) != commit else { return }
    try Disk.replace(reference(revision, of: repository), with: Array(commit.utf8))
  }

  func removeReference(_ revision: String, of repository: RepositoryName) throws(HubError) {
    try Disk.remove(reference(revision, of: repository))
  }

  /// Shows a blob under a file's name.
  func link(
    _ file: HubFile, commit: String, of repository: RepositoryName
  ) throws(HubError) {
    let depth = file.path.utf8.count { $0 == UInt8(ascii: "/") }
    let up = String(repeating: "../", count: depth + 2)
    try Disk.link(
      Disk.joining(snapshot(commit, of: repository), file.path),
      to: "\(up)blobs/\(file.digest.text)")
  }

  /// Makes the folders of a repository, and says to backup programs that they need not keep them.
  func createFolders(for repository: RepositoryName) throws(HubError) {
    for name in ["blobs", "refs", "snapshots", "trees"] {
      try Disk.createFolders("\(folder(of: repository))/\(name)")
    }
    try Disk.createFolders("\(root)/.locks/\(repository.folderName)")
    let tag = Disk.joining(root, "CACHEDIR.TAG")
    guard !Disk.exists(tag) else { return }
    try Disk.replace(
      tag, with: Array("Signature: 8a477f597d28d172789f06886806bc55\n".utf8))
  }
}
