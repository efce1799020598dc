import HTTPClient
import StrictJSON

/// The connection to one server: addresses, headers, one request at a time.
struct RemoteServer: Sendable {
  /// The largest document that is no stream, in bytes.
  private static let documentLimit = 8 << 20

  let configuration: RemoteEngineConfiguration
  let address: RemoteAddress
  let client: HTTPClient
  private let headers: [HTTPHeader]

  /// - Parameters:
  ///   - configuration: Where the server is.
  ///   - client: What carries the requests.
  ///   - environment: A variable's value, for the key.
  /// - Throws: `RemoteProblem` about the address or the key.
  init(
    _ configuration: RemoteEngineConfiguration, client: HTTPClient,
    environment: (String) -> String?
  ) throws(RemoteProblem) {
    self.configuration = configuration
    self.client = client
    address = try RemoteAddress(configuration.url)
    if !address.isSecure, !address.isLoopback {
      guard configuration.allowsInsecure else { throw .insecureAddress }
      guard configuration.key == .none else { throw .keyOverPlainHTTP }
    }
    var headers = [HTTPHeader("Content-Type", "application/json")]
    if configuration.dialect == .anthropic {
      headers.append(HTTPHeader("anthropic-version", "2023-06-01"))
    }
    if let key = try configuration.key.read(environment: environment)?.headerValue {
      headers.append(
        configuration.dialect == .anthropic
          ? HTTPHeader("x-api-key", key, isSecret: true)
          : .bearer(key))
    }
    self.headers = headers
  }

  /// A problem, with who had it.
  func error(_ problem: RemoteProblem, at path: RemotePath) -> GenerationError {
    if case .connection(.cancelled) = problem { return .cancelled }
    return .remote(
      RemoteEngineError(
        engine: configuration.name, endpoint: address.url(path), problem: problem))
  }

  /// Posts a call once.
  ///
  /// - Returns: The response, whose body is the stream.
  /// - Throws: `RemoteAttemptError`.
  func open(_ call: RemoteCall) async throws(RemoteAttemptError) -> HTTPResponse {
    var request = request("POST", call.path)
    request.body = JSONWriter.write(call.body, pretty: false)
    request.idleTimeout = configuration.timeouts.idle
    request.totalTimeout = configuration.timeouts.total
    let format = call.format == .ollama ? "application/x-ndjson" : "text/event-stream"
    request.headers.append(HTTPHeader("Accept", format))
    return try await send(request)
  }

  /// A document that a server gives at once.
  ///
  /// - Parameters:
  ///   - path: Where.
  ///   - body: What to post; nil gets.
  /// - Returns: The document.
  /// - Throws: `RemoteProblem`.
  func document(
    _ path: RemotePath, posting body: JSONValue? = nil
  ) async throws(RemoteProblem) -> JSONValue {
    var request = request(body == nil ? "GET" : "POST", path)
    request.body = body.map { JSONWriter.write($0, pretty: false) }
    request.idleTimeout = configuration.timeouts.discovery
    request.totalTimeout = configuration.timeouts.discovery
    let response: HTTPResponse
    do throws(RemoteAttemptError) {
      response = try await send(request)
    } catch {
      throw error.problem
    }
    let bytes: [UInt8]
    do throws(HTTPError) {
      bytes = try await response.body.collect(limit: Self.documentLimit)
    } catch {
      throw .connection(error)
    }
    do throws(JSONError) {
      return try JSONParser.parse(bytes.trimmingBlanks())
    } catch {
      throw .malformed(message: .beginning(of: bytes))
    }
  }

  private func request(_ method: String, _ path: RemotePath) -> HTTPRequest {
    var request = HTTPRequest(url: address.url(path))
    request.method = method
    request.headers = headers
    request.connectTimeout = configuration.timeouts.connect
    // A server is asked where it was said to be and nowhere else.
    request.redirectLimit = 0
    return request
  }

  private func send(_ request: HTTPRequest) async throws(RemoteAttemptError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await client.send(request)
    } catch {
      throw RemoteAttemptError(.connection(error))
    }
    guard response.status != 200 else { return response }
    // A body that breaks off still has a status.
    let body = (try? await response.body.collect(limit: 1 << 16)) ?? []
    let failure = RemoteFailure(body: body)
    if let overflow = failure.overflow {
      throw RemoteAttemptError(.status(response.status, message: failure.message), overflow)
    }
    let problem: RemoteProblem =
      response.status == 503 && failure.isLoading
      ? .loading : .status(response.status, message: failure.message)
    throw RemoteAttemptError(problem, retryAfter: response.headers.retryAfter())
  }
}
