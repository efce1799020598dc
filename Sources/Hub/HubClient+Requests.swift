internal import HTTPClient
internal import StrictJSON

/// What a request is about, for errors.
struct Subject {
  let repository: RepositoryName
  var revision: String
  var file: String?
}

extension HubClient {
  /// A request of the hub itself.
  func request(_ url: String, method: String = "GET") -> HTTPRequest {
    var request = HTTPRequest(
      method: method, url: url, headers: [HTTPHeader("Accept-Encoding", "identity")])
    if let token { request.headers.append(.bearer(token.secret)) }
    request.firstByteTimeout = .seconds(60)
    request.idleTimeout = .seconds(30)
    return request
  }

  func get(_ url: String, repository: RepositoryName) async throws(HubError) -> HTTPResponse {
    try await send(request(url), repository: repository)
  }

  func send(
    _ request: HTTPRequest, repository: RepositoryName
  ) async throws(HubError) -> HTTPResponse {
    guard !isOffline else { throw .offline(repository: repository.text) }
    do {
      return try await client.send(request, retrying: retry)
    } catch { throw error == .cancelled ? .cancelled : .http(error) }
  }

  /// Turns a status that is none of success into what it means.
  func check(_ response: HTTPResponse, _ subject: Subject) throws(HubError) {
    guard !response.isSuccess else { return }
    let name = subject.repository.text
    switch (response.headers.first(named: "X-Error-Code"), response.status) {
    case ("GatedRepo", _): throw .gated(repository: name)
    case ("RevisionNotFound", _):
      throw .unknownRevision(repository: name, revision: subject.revision)
    case ("EntryNotFound", _): throw .unknownFile(repository: name, file: subject.file ?? "")
    case (_, 401), (_, 403):
      throw .unauthorized(repository: name, hasToken: token != nil)
    case ("RepoNotFound", _), (_, 404): throw .unknownRepository(name)
    default:
      throw .refused(
        status: response.status, message: response.headers.first(named: "X-Error-Message"))
    }
  }
}

/// Answers of the hub that are one document.
enum JSONAnswer {
  /// The commit of a description of a revision.
  static func commit(_ body: HTTPBody) async throws(HubError) -> String? {
    let bytes: [UInt8]
    do { bytes = try await body.collect(limit: 16 << 20) } catch { throw .http(error) }
    guard let commit = (try? JSONParser.parse(bytes))?["sha"]?.stringValue,
      HubReference.isCommit(commit)
    else { return nil }
    return commit
  }
}
