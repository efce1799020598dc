import CZlib
import StrictJSON

/// A line of the journal: what became of a row.
///
/// `{"i":0,"key":"…","status":"done","v":{…},"crc32":"…"}`; a row that failed has `"status":"failed","error":"…"`. The
/// checksum is that of the bytes before `,"crc32"`.
struct JournalRecord: Equatable {
  /// What became of the row.
  enum Outcome: Equatable {
    case done(JSONObject)
    case failed(reason: String)

    var isFailure: Bool {
      if case .failed = self { true } else { false }
    }
  }

  let row: Int
  let key: RowKey
  let outcome: Outcome

  init(row: Int, key: RowKey, outcome: Outcome) {
    self.row = row
    self.key = key
    self.outcome = outcome
  }

  private static let checksumStart = Array(#","crc32":""#.utf8)
  private static let checksumEnd = Array(#""}"#.utf8)
  private static let checksumDigits = 8

  /// The line, its end included.
  var line: [UInt8] {
    var object: JSONObject = JSONObject([
      ("i", .integer(Int64(row))), ("key", .string(key.hexadecimal)),
    ])
    switch outcome {
    case .done(let values):
      object["status"] = "done"
      object["v"] = .object(values)
    case .failed(let reason):
      object["status"] = "failed"
      object["error"] = .string(reason)
    }
    // The brace that ends the object comes after the checksum.
    var line = JSONWriter.write(.object(object), pretty: false)
    line.removeLast()
    let digits = Self.checksum(line[...])
    line += Self.checksumStart + digits + Self.checksumEnd
    line.append(0x0A)
    return line
  }

  /// Reads a line without its end; nil where it is not as it was written.
  init?(line: ArraySlice<UInt8>) {
    let endCount =
      Self.checksumStart.count + Self.checksumDigits + Self.checksumEnd.count
    guard line.count > endCount else { return nil }
    let start = line.dropLast(endCount)
    let end = Self.checksumStart + Self.checksum(start) + Self.checksumEnd
    guard line.suffix(endCount).elementsEqual(end),
      let object = try? JSONParser.parse(start + [UInt8(ascii: "}")]),
      let row = object["i"]?.intValue, row >= 0,
      let key = object["key"]?.stringValue.flatMap(RowKey.init(hexadecimal:))
    else { return nil }
    switch object["status"]?.stringValue {
    case "done":
      guard let values = object["v"]?.objectValue else { return nil }
      outcome = .done(values)
    case "failed":
      guard let reason = object["error"]?.stringValue else { return nil }
      outcome = .failed(reason: reason)
    default: return nil
    }
    self.row = row
    self.key = key
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let sum = bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    let digits = String(sum, radix: 16)
    return Array((String(repeating: "0", count: checksumDigits - digits.count) + digits).utf8)
  }
}
