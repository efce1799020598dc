public import StrictJSON

/// Writes rows as CSV (RFC 4180, never with an escape character) or JSON lines.
public struct RowWriter: Sendable, Equatable {
  /// How rows are written.
  public let format: DataFormat
  /// The names of the columns.
  public let columns: [String]

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - format: How rows are written.
  ///   - columns: The names of the columns.
  public init(format: DataFormat, columns: [String]) {
    self.format = format
    self.columns = columns
  }

  /// What stands before the first row.
  public var header: [UInt8] {
    switch format {
    case .csv: Self.record(columns)
    case .jsonLines: []
    }
  }

  /// A row with its line's end.
  ///
  /// - Parameter values: One for each column. In a table `null` is empty and what is no text is written as in JSON.
  /// - Returns: UTF-8.
  public func row(_ values: [JSONValue]) -> [UInt8] {
    switch format {
    case .csv: return Self.record(values.map(\.cellText))
    case .jsonLines:
      let object = JSONObject(Array(zip(columns, values)))
      return JSONWriter.write(.object(object), pretty: false) + [0x0A]
    }
  }

  private static func record(_ fields: [String]) -> [UInt8] {
    // A line without anything would be no row.
    if fields == [""] { return Array("\"\"\n".utf8) }
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field, to: &bytes)
    }
    bytes.append(0x0A)
    return bytes
  }

  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard field.utf8.contains(where: { [quote, UInt8(ascii: ","), 0x0A, 0x0D].contains($0) }) else {
      bytes += field.utf8
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}

extension JSONValue {
  /// The value as a cell of a table.
  var cellText: String {
    switch self {
    case .null: ""
    case .string(let text): text
    default: String(decoding: JSONWriter.write(self, pretty: false), as: UTF8.self)
    }
  }
}
