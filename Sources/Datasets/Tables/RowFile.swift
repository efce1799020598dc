import StrictJSON

/// A table in a file whose rows are parsed when they are asked for: CSV (RFC 4180), or by its name JSON lines (`.jsonl`,
/// `.ndjson`); compressed by gzip or not.
///
/// JSON lines have the columns of all their objects, in the order in which they are met. The whole file is checked once, and of each row only its place is kept: a file takes its own size of memory and little
/// more. For all rows at once there is `CSVTable`.
public struct RowFile: Sendable, Equatable {
  /// The file.
  public let path: String
  /// The names of the columns.
  public let header: [String]
  private let bytes: [UInt8]
  private let isLines: Bool
  /// Where each row begins.
  private let offsets: [Int]

  /// The number of rows, the header not counted.
  public var count: Int { offsets.count }

  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - progress: Called now and then with the part that is checked, 0 to 1; false ends the reading, and there is no file.
  /// - Throws: `DatasetError`.
  public init?(
    _ path: String, progress: (Double) -> Bool = { _ in true }
  ) throws(DatasetError) {
    let bytes = try WholeDataFile.bytes(path)
    let start = WholeDataFile.start(of: bytes)
    guard String(validating: bytes[start...], as: UTF8.self) != nil else {
      throw .notUTF8(path: path)
    }
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    isLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
    let table =
      isLines
      ? try Self.lines(bytes, from: start, path: path, progress: progress)
      : try Self.records(bytes, from: start, path: path, progress: progress)
    guard let table else { return nil }
    (header, offsets) = table
    self.path = path
    self.bytes = bytes
  }

  private static let rowsBetweenReports = 256

  /// Whether the reading may go on, asked now and then.
  private static func mayGoOn(
    _ offsets: [Int], of bytes: [UInt8], _ progress: (Double) -> Bool
  ) -> Bool {
    guard let offset = offsets.last, offsets.count % rowsBetweenReports == 0 else { return true }
    return progress(Double(offset) / Double(bytes.count))
  }

  private static func records(
    _ bytes: [UInt8], from start: Int, path: String, progress: (Double) -> Bool
  ) throws(DatasetError) -> (header: [String], offsets: [Int])? {
    var records = CSVRecords(bytes, from: start)
    var offsets: [Int] = []
    do throws(CSVFault) {
      guard let first = try records.next() else { throw .empty }
      var seen: Set<String> = []
      for name in first.fields where !seen.insert(name).inserted { throw .repeatedColumn(name) }
      while true {
        let offset = records.offset
        guard let record = try records.next() else { break }
        guard record.fields.count == first.fields.count else {
          throw .ragged(
            line: record.line, fields: record.fields.count, expected: first.fields.count)
        }
        offsets.append(offset)
        if !mayGoOn(offsets, of: bytes, progress) { return nil }
      }
      return (first.fields, offsets)
    } catch {
      throw .table(path: path, error)
    }
  }

  private static func lines(
    _ bytes: [UInt8], from start: Int, path: String, progress: (Double) -> Bool
  ) throws(DatasetError) -> (header: [String], offsets: [Int])? {
    var header: [String] = []
    var known: Set<String> = []
    var offsets: [Int] = []
    var (offset, line) = (start, 0)
    while offset < bytes.count {
      let content = Self.line(of: bytes, at: offset)
      line += 1
      defer { offset = content.endIndex + 1 }
      guard content.contains(where: { $0 > 0x20 }) else { continue }
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONParser.parse(content)
      } catch {
        throw .json(path: path, line: line, error)
      }
      guard let row = JSONRow(value) else { throw .notAnObject(path: path, line: line) }
      for field in row.fields where known.insert(field.name).inserted { header.append(field.name) }
      offsets.append(offset)
      if !mayGoOn(offsets, of: bytes, progress) { return nil }
    }
    return (header, offsets)
  }

  /// A line's bytes, without its end.
  private static func line(of bytes: [UInt8], at offset: Int) -> ArraySlice<UInt8> {
    bytes[offset...].prefix { $0 != 0x0A }
  }

  /// A row's fields.
  ///
  /// - Parameter row: Which, from 0.
  /// - Returns: As many as there are columns; none for a row that there is not.
  public func fields(_ row: Int) -> [String] {
    guard offsets.indices.contains(row) else { return [] }
    if isLines { return fields(ofLineAt: offsets[row]) }
    var records = CSVRecords(bytes, from: offsets[row])
    // It was read without a fault before.
    return (try? records.next())?.fields ?? []
  }

  /// The columns that a line does not have are empty.
  private func fields(ofLineAt offset: Int) -> [String] {
    let value = try? JSONParser.parse(Self.line(of: bytes, at: offset))
    let fields = value.flatMap { JSONRow($0) }?.fields ?? []
    let texts = Dictionary(fields.map { ($0.name, $0.text) }) { first, _ in first }
    return header.map { texts[$0] ?? "" }
  }
}
