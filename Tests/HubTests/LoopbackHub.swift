import Digests
import Synchronization
import TestSupport

@testable import Hub

/// A hub on this machine with one repository, whose large files are on a second host.
final class LoopbackHub: Sendable {
  /// What the second host does wrong, once each.
  enum Fault: Sendable {
    case truncate(after: Int)
    case wrongBytes
    case ignoreRange
    case wrongRange
    case unavailable
  }

  struct State: Sendable {
    var files: [String: [UInt8]]
    var large: Set<String>
    var commit = String(repeating: "a", count: 40)
    var faults: [Fault] = []
    var token: String?
    var pageSize = 1000
  }

  static let name = "Some-Org/tiny.model"
  private let hub: LoopbackServer
  private let store: LoopbackServer
  private let shared: Shared
  var url: String { hub.url }
  var hubRequests: [LoopbackRequest] { hub.requests }
  var contentRequests: [LoopbackRequest] { store.requests }

  init(_ files: [String: [UInt8]], large: Set<String>) throws {
    let shared = Shared(State(files: files, large: large))
    let store = try LoopbackServer(answer: { request, connection in
      try shared.sendContent(request, connection)
    })
    let address = store.url
    hub = try LoopbackServer(answer: { request, connection in
      try shared.answer(request, connection, store: address)
    })
    self.store = store
    self.shared = shared
  }

  func change(_ body: (inout State) -> Void) { shared.state.withLock { body(&$0) } }

  static func digest(_ bytes: [UInt8], isLarge: Bool) -> String {
    var hasher = ContentHasher(
      for: isLarge ? .sha256("") : .gitBlob(""), byteCount: bytes.count)
    bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
  }

  private final class Shared: Sendable {
    let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }

    func answer(
      _ request: LoopbackRequest, _ connection: LoopbackConnection, store: String
    ) throws {
      let state = state.withLock { $0 }
      if let token = state.token, request.field("Authorization") != "Bearer \(token)" {
        return try connection.respond(401, ["X-Error-Code: RepoNotFound"])
      }
      let target = request.target
      let api = "/api/models/\(LoopbackHub.name)"
      if target.hasPrefix(api + "/revision/") || target == api {
        let revision = target.split(separator: "/").last.map(String.init) ?? ""
        guard ["main", "refs%2Fpr%2F1", state.commit].contains(revision) || target == api else {
          return try connection.respond(404, ["X-Error-Code: RevisionNotFound"])
        }
        let files = state.files.keys.sorted().map { "{\"rfilename\":\"\($0)\"}" }
        return try connection.respond(
          body: """
            {"id":"\(LoopbackHub.name)","sha":"\(state.commit)","siblings":[\
            \(files.joined(separator: ","))]}
            """)
      }
      if target.hasPrefix(api + "/tree/") { return try sendTree(request, connection, state) }
      let start = "/\(LoopbackHub.name)/resolve/\(state.commit)/"
      guard target.hasPrefix(start), let bytes = state.files[String(target.dropFirst(start.count))]
      else { return try connection.respond(404, ["X-Error-Code: RepoNotFound"]) }
      let path = String(target.dropFirst(start.count))
      let isLarge = state.large.contains(path)
      let tag = LoopbackHub.digest(bytes, isLarge: isLarge)
      let commit = "X-Repo-Commit: \(state.commit)"
      if isLarge {
        return try connection.respond(
          302,
          [
            commit, "X-Linked-Etag: \"\(tag)\"", "X-Linked-Size: \(bytes.count)",
            "Location: \(store)/\(path)?Signature=secret",
          ])
      }
      let fields = [commit, "ETag: \"\(tag)\""]
      if request.method == "HEAD" {
        return try connection.sendHead(200, fields + ["Content-Length: \(bytes.count)"])
      }
      try connection.respond(200, fields, bytes: bytes)
    }

    private func sendTree(
      _ request: LoopbackRequest, _ connection: LoopbackConnection, _ state: State
    ) throws {
      let page = request.target.firstRange(of: "page=").flatMap {
        Int(request.target[$0.upperBound...])
      }
      let paths = state.files.keys.sorted()
      let first = (page ?? 0) * state.pageSize
      let last = min(first + state.pageSize, paths.count)
      let entries = paths[first..<last].map { path -> String in
        let bytes = state.files[path] ?? []
        let git = LoopbackHub.digest(bytes, isLarge: false)
        let sha = LoopbackHub.digest(bytes, isLarge: true)
        let large =
          state.large.contains(path)
          ? ",\"lfs\":{\"oid\":\"\(sha)\",\"size\":\(bytes.count),\"pointerSize\":130}" : ""
        return
          "{\"type\":\"file\",\"oid\":\"\(git)\",\"size\":\(bytes.count),\"path\":\"\(path)\"\(large)}"
      }
      let host = request.field("Host") ?? ""
      let base = request.target.firstRange(of: "&page=").map { request.target[..<$0.lowerBound] }
      let link =
        "Link: <http://\(host)\(base ?? request.target[...])&page=\((page ?? 0) + 1)>; rel=\"next\""
      try connection.respond(
        200, last < paths.count ? [link] : [], body: "[\(entries.joined(separator: ","))]")
    }

    func sendContent(_ request: LoopbackRequest, _ connection: LoopbackConnection) throws {
      let (bytes, fault): ([UInt8], Fault?) = state.withLock { state in
        let path = String(request.target.dropFirst().prefix { $0 != "?" })
        let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
        return (state.files[path] ?? [], fault)
      }
      let from = request.field("Range").flatMap { Int($0.dropFirst(6).dropLast()) }
      if case .unavailable? = fault { return try connection.respond(503) }
      if case .ignoreRange? = fault { return try connection.respond(bytes: bytes) }
      if case .wrongBytes? = fault {
        return try connection.respond(bytes: bytes.map { $0 ^ 1 })
      }
      guard let from else {
        if case .truncate(let count)? = fault {
          try connection.sendHead(200, ["Content-Length: \(bytes.count)"])
          try connection.send(Array(bytes[..<count]))
          return connection.close()
        }
        return try connection.respond(bytes: bytes)
      }
      let start = if case .wrongRange? = fault { 0 } else { from }
      let range = "Content-Range: bytes \(start)-\(bytes.count - 1)/\(bytes.count)"
      if case .truncate(let count)? = fault {
        try connection.sendHead(206, [range, "Content-Length: \(bytes.count - start)"])
        try connection.send(Array(bytes[start..<min(bytes.count, start + count)]))
        return connection.close()
      }
      try connection.respond(206, [range], bytes: Array(bytes[start...]))
    }
  }
}
