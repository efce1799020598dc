import Glibc
import TestSupport
import Testing

@testable import Hub

@Suite("Downloads from a hub") struct PullTests {
  @Test("bring what a model needs, in the layout of the shared cache")
  func layout() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    let path = try await folder.pull(folder.client(hub))
    #expect(path == folder.cache.snapshot(String(repeating: "a", count: 40), of: folder.repository))
    #expect(
      Disk.files(below: path)
        == ["README.md", "config.json", "empty.txt", "model.safetensors", "tokenizer.model"])
    #expect(
      Disk.contents(of: path + "/model.safetensors", limit: 1 << 20) == CacheFolder.weights)
    #expect(Disk.linkTarget(path + "/config.json")?.hasPrefix("../../blobs/") == true)
    #expect(
      Disk.contents(of: folder.root + "/models--Some-Org--tiny.model/refs/main", limit: 99)
        == Array(repeating: UInt8(ascii: "a"), count: 40))
    #expect(try ModelName.resolve(LoopbackHub.name, cache: folder.cache).path == path)
    let revisions = folder.cache.revisions()
    #expect(revisions.map(\.references) == [["main"]])
    #expect(revisions.map(\.missing) == [[]])
    #expect(try folder.cache.verify(revisions[0]).allSatisfy { $0.verdict == .intact })
  }

  @Test("fetch nothing twice, and nothing at all for a commit that is there")
  func again() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    _ = try await folder.pull(folder.client(hub))
    let before = hub.contentRequests.count
    let plan = try await folder.client(hub).plan(folder.repository, cache: folder.cache)
    #expect(plan.missingBytes == 0)
    _ = try await folder.pull(folder.client(hub))
    #expect(hub.contentRequests.count == before)
    let offline = folder.client(hub, isOffline: true)
    _ = try await folder.pull(offline)
  }

  @Test("take only what patterns name, in folders too; the listing may have pages")
  func patterns() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    hub.change { $0.pageSize = 2 }
    let path = try await folder.pull(folder.client(hub), include: ["*.json"])
    #expect(Disk.files(below: path) == ["config.json", "sub/extra.json"])
    #expect(Disk.contents(of: path + "/sub/extra.json", limit: 9) == Array("[1]".utf8))
    #expect(throws: HubError.incomplete(name: LoopbackHub.name, missing: ["model.safetensors"])) {
      try ModelName.resolve(LoopbackHub.name, cache: folder.cache)
    }
  }

  @Test("go on where the connection broke, and the progress never falls")
  func truncation() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    hub.change { $0.faults = [.truncate(after: 2), .unavailable, .truncate(after: 1)] }
    var shown: [Int] = []
    let path = try await folder.pull(folder.client(hub), include: ["model.safetensors"]) { event in
      if case .progress(let bytes, let total) = event {
        shown.append(bytes)
        #expect(total == CacheFolder.weights.count)
      }
    }
    #expect(shown == shown.sorted())
    #expect(shown.last == CacheFolder.weights.count)
    #expect(
      Disk.contents(of: path + "/model.safetensors", limit: 1 << 20) == CacheFolder.weights)
    let ranges = hub.contentRequests.map { $0.field("Range") }
    #expect(ranges == [nil, "bytes=2-", "bytes=2-", "bytes=3-"])
  }

  @Test("resume what a killed process left", arguments: [".4194305", ""])
  func resume(_ process: String) async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    try folder.cache.createFolders(for: folder.repository)
    let part = folder.blob(CacheFolder.weights) + process + ".incomplete"
    try Disk.replace(part, with: Array(CacheFolder.weights[..<100_000]))
    let plan = try await folder.client(hub).plan(
      folder.repository, include: ["model.safetensors"], cache: folder.cache)
    #expect(plan.missingBytes == 200_000)
    let path = try await folder.client(hub).pull(plan, cache: folder.cache)
    #expect(hub.contentRequests.map { $0.field("Range") } == ["bytes=100000-"])
    #expect(
      Disk.contents(of: path + "/model.safetensors", limit: 1 << 20) == CacheFolder.weights)
    #expect(!Disk.exists(part))
  }

  @Test(
    "start anew where the server does not continue, or the part was wrong",
    arguments: [LoopbackHub.Fault.ignoreRange, .wrongRange, .wrongBytes], [0, 1])
  func restart(_ fault: LoopbackHub.Fault, _ first: UInt8) async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    try folder.cache.createFolders(for: folder.repository)
    try Disk.replace(
      folder.blob(CacheFolder.weights) + ".incomplete",
      with: CacheFolder.weights[..<100].map { $0 ^ first })
    hub.change { $0.faults = [fault] }
    let path = try await folder.pull(folder.client(hub), include: ["model.safetensors"])
    #expect(
      Disk.contents(of: path + "/model.safetensors", limit: 1 << 20) == CacheFolder.weights)
  }

  @Test("refuse content with a wrong digest twice, and keep nothing of it")
  func mismatch() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    hub.change { $0.faults = [.wrongBytes, .wrongBytes] }
    let error = await #expect(throws: HubError.self) {
      try await folder.pull(folder.client(hub), include: ["model.safetensors"])
    }
    guard case .mismatch(file: "model.safetensors", _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(Disk.entries(of: folder.cache.folder(of: folder.repository) + "/blobs") == [])
    #expect(throws: HubError.self) { try ModelName.resolve(LoopbackHub.name, cache: folder.cache) }
  }

  @Test("of a repository that changed take the new content, whatever a part has")
  func changed() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    let old = try await folder.pull(folder.client(hub))
    let changed = Array(CacheFolder.weights.reversed())
    hub.change {
      $0.files["model.safetensors"] = changed
      $0.commit = String(repeating: "b", count: 40)
    }
    let new = try await folder.pull(folder.client(hub))
    #expect(Disk.contents(of: old + "/model.safetensors", limit: 1 << 20) == CacheFolder.weights)
    #expect(Disk.contents(of: new + "/model.safetensors", limit: 1 << 20) == changed)
    #expect(try ModelName.resolve(LoopbackHub.name, cache: folder.cache).path == new)
    let revisions = folder.cache.revisions()
    #expect(revisions.map(\.references) == [[], ["main"]])
    #expect(try folder.cache.remove(revisions[0]) == CacheFolder.weights.count)
    #expect(folder.cache.revisions().map(\.path) == [new])
    #expect(
      try folder.cache.verify(folder.cache.revisions()[0]).allSatisfy { $0.verdict == .intact })
  }

  @Test("show a private repository's token to the hub alone")
  func token() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    hub.change { $0.token = "hf_private" }
    await #expect(
      throws: HubError.unauthorized(repository: LoopbackHub.name, hasToken: false)
    ) { try await folder.pull(folder.client(hub)) }
    let token = try HubToken(" hf_private\n")
    _ = try await folder.pull(folder.client(hub, token: token))
    #expect(!hub.contentRequests.isEmpty)
    #expect(hub.contentRequests.allSatisfy { $0.field("Authorization") == nil })
    #expect(!"\(token)\(String(reflecting: token))".contains("private"))
  }

  @Test("ask nothing when the network is off")
  func offline() async throws {
    let (hub, folder) = (try CacheFolder.hub(), try CacheFolder())
    await #expect(throws: HubError.offline(repository: LoopbackHub.name)) {
      try await folder.pull(folder.client(hub, isOffline: true))
    }
    #expect(hub.hubRequests.isEmpty)
  }
}
