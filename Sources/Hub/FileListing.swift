internal import StrictJSON

/// A file of a repository at a commit.
public struct HubFile: Sendable, Equatable {
  /// Its path in the repository.
  public let path: String
  /// Its size.
  public let byteCount: Int
  /// The digest of its content.
  public let digest: ContentDigest
  /// Git's name for what it stores of the file; of an LFS file, a small text.
  let gitName: String
}

/// The files of a repository at a commit, which never change; kept as `trees/COMMIT.json`.
struct FileListing: Sendable, Equatable {
  var files: [HubFile] = []

  static let sizeLimit = 64 << 20
  static let countLimit = 100_000

  /// Reads one page of the hub's answer.
  mutating func add(page bytes: [UInt8]) throws(HubListingDefect) {
    guard let entries = (try? JSONParser.parse(bytes))?.arrayValue else { throw .malformed }
    for entry in entries where entry["type"]?.stringValue == "file" {
      guard let path = entry["path"]?.stringValue, let size = entry["size"]?.intValue,
        let name = entry["oid"]?.stringValue, size >= 0
      else { throw .malformed }
      let large = entry["lfs"]?.objectValue
      try add(
        path: path, byteCount: large?["size"]?.intValue ?? size, gitName: name,
        sha256: large.map { $0["oid"]?.stringValue ?? "" })
    }
  }

  private mutating func add(
    path: String, byteCount: Int, gitName: String, sha256: String?
  ) throws(HubListingDefect) {
    guard FilePath.isSafe(path) else { throw .unsafe(path) }
    guard byteCount >= 0, files.count < Self.countLimit,
      case .gitBlob(_)? = ContentDigest(entityTag: gitName),
      let digest = ContentDigest(entityTag: sha256 ?? gitName),
      (digest.text.count == 64) == (sha256 != nil)
    else { throw .malformed }
    files.append(HubFile(path: path, byteCount: byteCount, digest: digest, gitName: gitName))
  }

  /// Reads what `json` or Python wrote; nil where it is something else.
  init?(json bytes: [UInt8]) {
    guard let document = try? JSONParser.parse(bytes), document["format_version"]?.intValue == 1,
      let members = document["files"]?.objectValue?.members
    else { return nil }
    for (path, entry) in members {
      guard let size = entry["size"]?.intValue, let name = entry["blob_id"]?.stringValue else {
        return nil
      }
      let sha256 = entry["lfs_sha256"]?.stringValue
      do {
        try add(
          path: path, byteCount: entry["lfs_size"]?.intValue ?? size, gitName: name, sha256: sha256)
      } catch { return nil }
    }
  }

  init() {}

  /// The document that Python's `huggingface_hub` reads and writes.
  var json: [UInt8] {
    let members = files.sorted { $0.path < $1.path }.map { file -> (String, JSONValue) in
      let size = JSONValue.integer(Int64(file.byteCount))
      var entry: [(String, JSONValue)] = [("size", size), ("blob_id", .string(file.gitName))]
      if case .sha256(let digest) = file.digest {
        entry += [("lfs_sha256", .string(digest)), ("lfs_size", size)]
      }
      return (file.path, .object(JSONObject(entry)))
    }
    return JSONWriter.write(
      .object(JSONObject([("format_version", 1), ("files", .object(JSONObject(members)))])),
      pretty: true)
  }
}

/// What is wrong with a listing.
enum HubListingDefect: Error {
  case malformed
  case unsafe(String)
}
