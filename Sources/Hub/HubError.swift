public import HTTPClient

/// What is wrong with a model's name, the hub, or the cache.
public enum HubError: Error, Sendable, Equatable {
  /// Not `ORG/NAME`, `NAME@REVISION` or `ORG/NAME/FILE` as the hub allows them.
  case invalidName(String)
  /// A file name that could lead out of its folder, or that some system cannot have.
  case invalidFileName(String)
  /// A pattern, file or revision chose nothing.
  case nothingSelected(repository: String)
  /// A repository of several GGUF files, of which one has to be chosen.
  case severalModels(repository: String, files: [String])

  /// The hub did not answer, or not to the end.
  case http(HTTPError)
  /// Something would have to be asked of the hub, and the network is off.
  case offline(repository: String)
  /// The hub refused with a status, and its own words if it gave some.
  case refused(status: Int, message: String?)
  /// The hub shows the repository only to those with a token, or to other ones.
  case unauthorized(repository: String, hasToken: Bool)
  /// The repository's conditions have to be accepted first.
  case gated(repository: String)
  /// There is no such repository.
  case unknownRepository(String)
  /// The repository has no such branch, tag or commit.
  case unknownRevision(repository: String, revision: String)
  /// The revision has no such file.
  case unknownFile(repository: String, file: String)
  /// The hub's answer is not what its protocol says.
  case malformedAnswer(repository: String)
  /// The file's entity tag is no digest that can name a blob.
  case invalidDigest(file: String)
  /// The hub answered for another commit than it was asked for.
  case otherCommit(file: String)

  /// Not as many bytes as announced came.
  case wrongSize(file: String, expected: Int, received: Int)
  /// What came twice does not have the digest that the hub announces.
  case mismatch(file: String, expected: String, actual: String)
  /// The disk has no room for what is missing.
  case notEnoughSpace(folder: String, needed: Int, available: Int)

  /// The cache has nothing of this name.
  case notCached(name: String)
  /// The cache has only a part of it.
  case incomplete(name: String, missing: [String])
  /// A file or folder of the cache cannot be used; `errno` of the system's call.
  case fileAccess(path: String, errorNumber: Int32)
  /// Neither the environment nor the home folder say where the cache is.
  case noHomeFolder
  /// Others than its owner can read the file with the token.
  case exposedToken(path: String)
  /// The token has characters that cannot be sent.
  case malformedToken
  /// The work was ended from outside.
  case cancelled
}
