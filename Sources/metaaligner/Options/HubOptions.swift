import ArgumentParser
import HTTPClient
import Hub

/// Where models come from and where they are kept; Hugging Face's own variables decide the rest.
struct HubOptions: ParsableArguments {
  @Flag(help: "Asks nothing of the network. Default: what HF_HUB_OFFLINE says, else off.")
  var offline = false

  func client() throws -> HubClient {
    let environment = try HubEnvironment()
    let isOffline = offline || environment.isOffline
    return HubClient(
      client: HTTPClient(), endpoint: environment.endpoint,
      token: isOffline ? nil : try environment.token(), isOffline: isOffline)
  }
}

extension HubCache {
  /// The cache that the environment names.
  static func current() throws -> HubCache { HubCache(root: try HubEnvironment().cacheFolder) }

  /// The revision in the cache that a name means.
  func revision(named name: String) throws -> CachedRevision {
    let reference = try HubReference(name)
    let wanted = commit(reference.revision ?? "main", of: reference.repository)
    let revisions = revisions(of: reference.repository)
    if let found = revisions.first(where: { $0.commit == wanted }) { return found }
    // A download that was cut off has no name yet.
    guard reference.revision == nil, revisions.count == 1 else {
      throw HubError.notCached(name: name)
    }
    return revisions[0]
  }
}

/// Sizes as people write them.
enum ByteWords {
  static func text(_ bytes: Int) -> String {
    var (number, unit) = (Double(bytes), 0)
    let units = ["B", "kB", "MB", "GB", "TB"]
    while number >= 999.5, unit + 1 < units.count {
      number /= 1000
      unit += 1
    }
    if unit == 0 || number >= 99.95 { return "\(Int(number.rounded())) \(units[unit])" }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
