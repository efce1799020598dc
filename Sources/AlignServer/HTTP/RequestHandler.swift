import FlyingFox
import Foundation
import Generation
import StrictJSON
// The library for HTTP has one of its own.
import enum StrictJSON.JSONValue
import Synchronization

/// Answers requests over HTTP.
struct RequestHandler: HTTPHandler {
  let service: AlignService
  let options: AlignServerOptions
  let gate: RequestGate
  let log: @Sendable (RequestLog) -> Void
  let created = Int64(Date().timeIntervalSince1970)

  /// What is read of a body that is too large, so that its sender hears why it is refused.
  private static let drainLimit = 64 << 20

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let started = ContinuousClock.now
    // A body that is left unread would be taken for the next request.
    let body = try await body(of: request)
    let report = { @Sendable [log] (status: Int, report: AnswerReport?, isCut: Bool) in
      log(
        RequestLog(
          method: request.method.rawValue, path: request.path, status: status,
          duration: started.duration(to: .now),
          generatedTokens: report?.generatedTokens ?? 0, isCut: isCut))
    }
    do throws(RequestError) {
      if let refusal = AccessGuard(key: options.key).refusal(of: request) { throw refusal }
      guard let body else {
        throw RequestError(
          status: 413, message: "the body has more than \(options.bodyLimit) bytes")
      }
      return try await response(to: request, body, report)
    } catch {
      report(error.status, nil, false)
      return Self.response(error)
    }
  }

  private func response(
    to request: HTTPRequest, _ body: [UInt8],
    _ report: @escaping @Sendable (Int, AnswerReport?, Bool) -> Void
  ) async throws(RequestError) -> HTTPResponse {
    switch (request.method, request.path) {
    case (.GET, "/health"):
      report(200, nil, false)
      return Self.response(["status": "ok"])
    case (.GET, "/v1/models"):
      report(200, nil, false)
      return Self.response(models)
    case (.POST, "/v1/chat/completions"):
      return try await answer(try CompletionRequest.chat(body), report)
    case (.POST, "/v1/completions"):
      return try await answer(try CompletionRequest.text(body), report)
    default:
      let paths = ["/health", "/v1/models", "/v1/chat/completions", "/v1/completions"]
      throw RequestError(
        status: paths.contains(request.path) ? 405 : 404,
        message: "there is no \(request.method.rawValue) \(request.path)")
    }
  }

  private func answer(
    _ request: CompletionRequest,
    _ report: @escaping @Sendable (Int, AnswerReport?, Bool) -> Void
  ) async throws(RequestError) -> HTTPResponse {
    let answer = try service.answer(request)
    guard let place = await gate.enter() else { throw .overloaded }
    let document = CompletionDocument(
      id: "metaaligner-\(UUID().uuidString.lowercased())",
      created: Int64(Date().timeIntervalSince1970), request: request)
    if request.isStreamed {
      let events = AnswerEventBytes(service: service, document: document, place: place) {
        report(200, $0, $0 == nil)
      }
      return HTTPResponse(
        statusCode: .ok,
        headers: [
          .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-cache",
          HTTPHeader("X-Accel-Buffering"): "no",
        ], body: HTTPBodySequence(from: events))
    }
    let (text, summary) = try await whole(answer)
    withExtendedLifetime(place) {}
    report(200, summary, false)
    return Self.response(document.whole(text, summary))
  }

  private func whole(_ answer: Answer) async throws(RequestError) -> (String, AnswerReport) {
    var text = ""
    do throws(GenerationError) {
      while let event = try await answer.next() {
        switch event {
        case .waiting: break
        case .text(let piece): text += piece
        case .finished(let report): return (text, report)
        }
      }
      throw GenerationError.engineStopped("its text ended without a summary")
    } catch {
      throw .generation(error, service.configuration)
    }
  }

  /// The body; nil where it is too large.
  private func body(of request: HTTPRequest) async throws -> [UInt8]? {
    var body: [UInt8] = []
    var count = 0
    for try await part in request.bodySequence {
      count += part.count
      guard count <= Self.drainLimit else {
        // The connection ends with the error.
        throw HTTPUnhandledError()
      }
      if count <= options.bodyLimit { body += part }
    }
    return count <= options.bodyLimit ? body : nil
  }

  private var models: JSONValue {
    let names =
      [AlignServiceConfiguration.alignedModel]
      + (service.configuration.policy == nil ? [] : [AlignServiceConfiguration.policyModel])
    return [
      "object": "list",
      "data": .array(
        names.map {
          [
            "id": .string($0), "object": "model", "created": .integer(created),
            "owned_by": "metaaligner",
          ]
        }),
    ]
  }

  private static func response(_ error: RequestError) -> HTTPResponse {
    var response = response(error.json, status: HTTPStatusCode(error.status, phrase: "Refused"))
    if error.status == 429 || error.status == 503 {
      response.headers[HTTPHeader("Retry-After")] = "1"
    }
    if error.status == 401 { response.headers[HTTPHeader("WWW-Authenticate")] = "Bearer" }
    return response
  }

  private static func response(
    _ document: JSONValue, status: HTTPStatusCode = .ok
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "application/json"],
      body: Data(JSONWriter.write(document, pretty: false)))
  }
}

extension AnswerReport {
  /// Tokens that both models generated.
  fileprivate var generatedTokens: Int {
    (policy?.generatedTokens ?? 0) + (aligner?.generatedTokens ?? 0)
  }
}
