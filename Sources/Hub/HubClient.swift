public import HTTPClient

/// Asks a hub for repositories and their files, by the protocol of huggingface.co.
public struct HubClient: Sendable {
  let client: HTTPClient
  let endpoint: String
  let token: HubToken?
  let isOffline: Bool
  let retry: RetryPolicy

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - client: What speaks HTTP.
  ///   - endpoint: The hub's address, without a slash at its end.
  ///   - token: The key to private repositories; it is sent to no other host.
  ///   - isOffline: Whether nothing may be asked.
  ///   - retry: How often what fails for a passing reason is repeated, without any progress between.
  public init(
    client: HTTPClient, endpoint: String, token: HubToken? = nil, isOffline: Bool = false,
    retry: RetryPolicy = .interactive
  ) {
    self.client = client
    self.endpoint = endpoint
    self.token = token
    self.isOffline = isOffline
    self.retry = retry
  }

  /// The commit that a revision means.
  func commit(_ revision: String, of repository: RepositoryName) async throws(HubError) -> String {
    let name = FilePath.percentEncoded(revision, keepingSlashes: false)
    let response = try await get(
      "\(endpoint)/api/models/\(repository.text)/revision/\(name)", repository: repository)
    try check(response, Subject(repository: repository, revision: revision))
    guard let commit = try await JSONAnswer.commit(response.body),
      !HubReference.isCommit(revision) || commit == revision
    else { throw .malformedAnswer(repository: repository.text) }
    return commit
  }

  /// The files of a commit, in all folders.
  func listing(
    _ commit: String, of repository: RepositoryName
  ) async throws(HubError) -> FileListing {
    var listing = FileListing()
    var next: String? =
      "\(endpoint)/api/models/\(repository.text)/tree/\(commit)?recursive=true&expand=false"
    for _ in 0..<200 {
      guard let url = next else { return listing }
      let response = try await get(url, repository: repository)
      try check(response, Subject(repository: repository, revision: commit))
      do {
        try listing.add(page: try await response.body.collect(limit: FileListing.sizeLimit))
      } catch let error as HubListingDefect {
        if case .unsafe(let path) = error { throw .invalidFileName(path) }
        throw .malformedAnswer(repository: repository.text)
      } catch let error as HTTPError {
        throw .http(error)
      } catch { throw .malformedAnswer(repository: repository.text) }
      next = response.headers.first(named: "Link").flatMap(Self.nextPage)
      // A page elsewhere would get our token.
      if let next, !next.hasPrefix(endpoint + "/") {
        throw .malformedAnswer(repository: repository.text)
      }
    }
    throw .malformedAnswer(repository: repository.text)
  }

  /// The URL of `<URL>; rel="next"`.
  private static func nextPage(_ link: String) -> String? {
    for part in link.split(separator: ",") where part.contains("rel=\"next\"") {
      guard let start = part.firstIndex(of: "<"), let end = part.firstIndex(of: ">"), start < end
      else { return nil }
      return String(part[part.index(after: start)..<end])
    }
    return nil
  }

  /// What the hub says of a file before it redirects to the host that has its content.
  func check(_ file: HubFile, commit: String, of repository: RepositoryName)
    async throws(HubError)
  {
    var url = fileURL(file, commit: commit, of: repository)
    for _ in 0...5 {
      var request = self.request(url, method: "HEAD")
      request.redirectLimit = 0
      let response = try await send(request, repository: repository)
      let fields = response.headers
      // A repository that was renamed; what has the content is named by a whole URL.
      if (300..<400).contains(response.status), fields.first(named: "X-Linked-Etag") == nil,
        let location = fields.first(named: "Location"), location.hasPrefix("/"),
        !location.hasPrefix("//")
      {
        url = origin + location
        continue
      }
      if !(300..<400).contains(response.status) {
        try check(response, Subject(repository: repository, revision: commit, file: file.path))
      }
      guard fields.first(named: "X-Repo-Commit") == commit else {
        throw .otherCommit(file: file.path)
      }
      let tag = fields.first(named: "X-Linked-Etag") ?? fields.first(named: "ETag")
      guard let digest = tag.flatMap(ContentDigest.init(entityTag:)), digest == file.digest else {
        throw .invalidDigest(file: file.path)
      }
      if let size = fields.first(named: "X-Linked-Size").flatMap({ Int($0) }),
        size != file.byteCount
      {
        throw .wrongSize(file: file.path, expected: file.byteCount, received: size)
      }
      return
    }
    throw .http(.tooManyRedirects(limit: 5))
  }

  func fileURL(_ file: HubFile, commit: String, of repository: RepositoryName) -> String {
    "\(endpoint)/\(repository.text)/resolve/\(commit)/\(FilePath.percentEncoded(file.path))"
  }

  /// The endpoint without its path.
  private var origin: String {
    guard let scheme = endpoint.firstRange(of: "://") else { return endpoint }
    return String(
      endpoint[..<(endpoint[scheme.upperBound...].firstIndex(of: "/") ?? endpoint.endIndex)])
  }
}
