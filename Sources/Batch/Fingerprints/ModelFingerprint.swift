public import Generation
import Glibc
public import StrictJSON

/// What tells one model from another, so that a job is not gone on with by another than began it.
public enum ModelFingerprint {
  /// What an engine says of itself and, where its model is on this machine, sizes and digests of its files.
  ///
  /// Of a file's bytes the first and the last mebibyte count: weights have gigabytes, which would be read before each start.
  ///
  /// - Parameter engine: The engine.
  /// - Returns: Its name, element type, arithmetic, and the files or else the address.
  /// - Throws: `BatchError.fileAccess`.
  public static func make(_ engine: EngineDescription) throws(BatchError) -> JSONObject {
    var object: JSONObject = JSONObject([
      ("name", .string(engine.name)), ("element_type", .string(engine.elementType)),
      ("arithmetic", engine.arithmetic.map(JSONValue.string) ?? .null),
      ("context_length", .integer(Int64(engine.contextLength))),
    ])
    if let files = try files(at: engine.location) {
      object["files"] = .object(files)
    } else {
      object["location"] = .string(engine.location)
    }
    return object
  }

  /// The files that a path is or holds; nil where nothing is there.
  ///
  /// - Parameter path: A file or a folder, such as that of an adapter.
  /// - Returns: Sizes and digests by name.
  /// - Throws: `BatchError.fileAccess`.
  public static func files(at path: String) throws(BatchError) -> JSONObject? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFREG {
      return JSONObject([(name(of: path), try entry(path, status))])
    }
    guard let folder = opendir(path) else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { closedir(folder) }
    var found: [(String, JSONValue)] = []
    while let item = readdir(folder) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      let file = path + "/" + name
      // What is written about a model is no part of it.
      guard !name.hasPrefix("."), !name.hasSuffix(".md"), stat(file, &status) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      found.append((name, try entry(file, status)))
    }
    return JSONObject(found.sorted { $0.0 < $1.0 })
  }

  private static func entry(_ path: String, _ status: stat) throws(BatchError) -> JSONValue {
    let digest = try FileDigest.ofEnds(path, byteCount: Int(status.st_size))
    return ["bytes": .integer(Int64(status.st_size)), "ends_sha256": .string(digest)]
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
