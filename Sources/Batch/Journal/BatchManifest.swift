import Storage
import StrictJSON

/// What a job's results were made of, so that other results are never put among them.
struct BatchManifest: Equatable {
  private static let schema: JSONValue = 1

  /// What it says; the input's path is only for people.
  let object: JSONObject

  init(_ job: BatchJob, inputDigest: String, rowCount: Int) {
    object = JSONObject([
      ("schema", Self.schema), ("kind", .string(job.kind)), ("input", .string(job.input)),
      ("input_sha256", .string(inputDigest)), ("rows", .integer(Int64(rowCount))),
      ("settings", .object(job.settings)),
    ])
  }

  /// Reads one; nil where there is none.
  init?(path: String) throws(BatchError) {
    let text: String
    do throws(StorageError) {
      text = try TextFile.read(path)
    } catch .failed(.open, path: _, errno: 2) {
      return nil
    } catch {
      throw .storage(error)
    }
    guard let object = (try? JSONParser.parse(text.utf8))?.objectValue,
      object["schema"] == Self.schema
    else { throw .brokenManifest(path: path) }
    self.object = object
  }

  func write(to path: String) throws(BatchError) {
    try BatchError.wrapping { () throws(StorageError) in
      try AtomicFile.write(JSONWriter.write(.object(object), pretty: true), to: path)
    }
  }

  /// What is not as it was when `former` was written.
  func differences(from former: BatchManifest) -> [BatchError.Difference] {
    let (before, now) = (former.flattened, flattened)
    let names = before.keys + now.keys.filter { before[$0] == nil }
    return names.filter { $0 != "input" && before[$0] != now[$0] }.map { name in
      .init(name: name, former: before[name].map(Self.text), present: now[name].map(Self.text))
    }
  }

  /// The values of all depths by dotted names.
  private var flattened: JSONObject {
    var flat = JSONObject()
    func add(_ object: JSONObject, prefix: String) {
      for (key, value) in object.members {
        if let nested = value.objectValue {
          add(nested, prefix: prefix + key + ".")
        } else {
          flat[prefix + key] = value
        }
      }
    }
    add(object, prefix: "")
    return flat
  }

  private static func text(_ value: JSONValue) -> String {
    String(decoding: JSONWriter.write(value, pretty: false), as: UTF8.self)
  }
}
