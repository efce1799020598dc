import Glibc
import HTTPClient
import TestSupport

@testable import Hub

/// A cache of its own for a test, which is taken away with it.
final class CacheFolder {
  let root: String
  var cache: HubCache { HubCache(root: root) }
  let repository: RepositoryName

  init() throws {
    var template = Array("/tmp/hub-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw LoopbackError("mkdtemp") }
    root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    repository = try RepositoryName(LoopbackHub.name)
  }

  deinit { try? Disk.remove(root) }

  func client(_ hub: LoopbackHub, token: HubToken? = nil, isOffline: Bool = false) -> HubClient {
    HubClient(
      client: HTTPClient(options: HTTPClientOptions(usesProxies: false)), endpoint: hub.url,
      token: token, isOffline: isOffline,
      retry: RetryPolicy(attempts: 3, base: .milliseconds(1), cap: .milliseconds(2)))
  }

  /// Plans and pulls.
  func pull(
    _ client: HubClient, include: [String] = [], onEvent: (PullEvent) -> Void = { _ in }
  ) async throws -> String {
    let plan = try await client.plan(repository, include: include, cache: cache)
    return try await client.pull(plan, cache: cache, onEvent: onEvent)
  }

  func blob(_ bytes: [UInt8]) -> String {
    cache.blob(.sha256(LoopbackHub.digest(bytes, isLarge: true)), of: repository)
  }

  /// A repository with all that a model has.
  static let weights = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
  static func hub() throws -> LoopbackHub {
    try LoopbackHub(
      [
        "config.json": Array("{}".utf8), "tokenizer.model": Array("model".utf8),
        "README.md": Array("words".utf8), "model.safetensors": weights,
        "pytorch_model.bin": weights, "sub/extra.json": Array("[1]".utf8), "empty.txt": [],
      ], large: ["model.safetensors", "pytorch_model.bin", "tokenizer.model"])
  }
}
