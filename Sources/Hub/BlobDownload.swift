internal import HTTPClient

/// One file on its way, over as many requests as it takes.
struct BlobDownload {
  let file: HubFile
  let part: PartialFile
  private let subject: Subject
  private let url: String
  private let hub: HubClient
  private var hasher: ContentHasher
  private var offset = 0

  init(_ file: HubFile, to part: PartialFile, of plan: PullPlan, by hub: HubClient) {
    self.file = file
    self.part = part
    self.hub = hub
    subject = Subject(repository: plan.repository, revision: plan.commit, file: file.path)
    url = hub.fileURL(file, commit: plan.commit, of: plan.repository)
    hasher = ContentHasher(for: file.digest, byteCount: file.byteCount)
  }

  /// Fetches what is missing.
  ///
  /// The commit is pinned, so that what a part holds and what comes cannot be of two versions; where they are, as with
  /// a broken mirror, the digest tells. The host of the content has entity tags of its own, with which `If-Range` would
  /// refuse every part.
  ///
  /// - Returns: The digest of the whole.
  mutating func run(onBytes: (Int) -> Void) async throws(HubError) -> String {
    if part.byteCount > file.byteCount { try part.truncate(to: 0) }
    offset = part.byteCount
    try part.hash(upTo: offset, into: &hasher)
    onBytes(offset)
    var generator = SystemRandomNumberGenerator()
    var failures = 0
    while offset < file.byteCount {
      let start = offset
      guard let error = try await receive(onBytes) else { continue }
      guard error.isTransient else { throw error == .cancelled ? .cancelled : .http(error) }
      failures = offset > start ? 1 : failures + 1
      guard let delay = hub.retry.delay(attempt: failures, generator: &generator) else {
        if case .truncated = error {
          throw .wrongSize(file: file.path, expected: file.byteCount, received: offset)
        }
        throw .http(error)
      }
      do { try await Task.sleep(for: delay) } catch { throw .cancelled }
    }
    return hasher.finish()
  }

  /// One request; returns why it brought less than was missing, nil where it brought all or the next is to begin anew.
  private mutating func receive(_ onBytes: (Int) -> Void) async throws(HubError) -> HTTPError? {
    var request = hub.request(url)
    if offset > 0 { request.headers.append(HTTPHeader("Range", "bytes=\(offset)-")) }
    let response = try await hub.send(request, repository: subject.repository)
    if offset > 0, !continues(response) {
      let isWhole = response.status == 200
      // Anything else that a server answers to a range it does not like is asked again without one.
      guard isWhole || response.status == 206 || response.status == 416 else {
        try hub.check(response, subject)
        return .malformedResponse(host: "")
      }
      try restart()
      if !isWhole { return nil }
    }
    try hub.check(response, subject)
    do {
      for try await bytes in response.body {
        guard bytes.count <= file.byteCount - offset else {
          let received = offset + bytes.count
          try restart()
          throw HubError.wrongSize(
            file: file.path, expected: file.byteCount, received: received)
        }
        try part.append(bytes)
        bytes.withUnsafeBytes { hasher.update($0) }
        offset += bytes.count
        onBytes(offset)
      }
    } catch let error as HTTPError {
      return error
    } catch let error as HubError {
      throw error
    } catch { throw .cancelled }
    // A whole response of another length is as good as one that was cut off.
    return offset < file.byteCount
      ? .truncated(expected: file.byteCount, received: offset) : nil
  }

  /// Whether a response is exactly what is missing.
  private func continues(_ response: HTTPResponse) -> Bool {
    response.status == 206
      && response.headers.first(named: "Content-Range")
        == "bytes \(offset)-\(file.byteCount - 1)/\(file.byteCount)"
  }

  private mutating func restart() throws(HubError) {
    offset = 0
    hasher = ContentHasher(for: file.digest, byteCount: file.byteCount)
    try part.truncate(to: 0)
  }
}
