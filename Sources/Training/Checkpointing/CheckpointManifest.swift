import StrictJSON

/// The names, sizes and checksums of a checkpoint's files: written last, so that a checkpoint without it is none.
struct CheckpointManifest: Equatable {
  static let name = "MANIFEST"

  var files: [(name: String, digest: DurableFile.Digest)]

  var bytes: [UInt8] {
    let members = files.map { file -> (String, JSONValue) in
      let facts: JSONValue = [
        "bytes": .integer(Int64(file.digest.byteCount)), "sha256": .string(file.digest.checksum),
      ]
      return (file.name, facts)
    }
    return JSONWriter.write(["files": .object(JSONObject(members))], pretty: true)
  }

  init(files: [(name: String, digest: DurableFile.Digest)]) {
    self.files = files
  }

  /// Reads a manifest; nil where it is none.
  init?(_ bytes: [UInt8]) {
    guard let root = try? JSONParser.parse(bytes), let members = root["files"]?.objectValue else {
      return nil
    }
    files = []
    for (name, facts) in members.members {
      guard let count = facts["bytes"]?.intValue, let checksum = facts["sha256"]?.stringValue,
        !name.utf8.contains(UInt8(ascii: "/")), !name.hasPrefix(".")
      else { return nil }
      files.append((name, DurableFile.Digest(byteCount: count, checksum: checksum)))
    }
  }

  static func == (left: CheckpointManifest, right: CheckpointManifest) -> Bool {
    left.files.elementsEqual(right.files) { $0.name == $1.name && $0.digest == $1.digest }
  }
}
