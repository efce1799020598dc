import StrictJSON

/// The rows of a file, CSV or JSON lines, one after another, in memory that does not grow with the file.
///
/// In CSV a row's columns are the header's. In JSON lines they are the members of its object: text as it is, `null` as
/// nothing, numbers, truth values and what is nested as they are written in JSON. Compression by gzip is no matter.
public final class RowStream {
  /// No row takes more bytes, decompressed: what never ends must not fill the memory.
  static let rowLimit = 64 << 20
  private static let columnLimit = 4096

  private let path: String
  private let format: DataFormat
  private let limit: Int
  private let file: DataFile
  /// What was read and not taken yet begins at `offset`.
  private var bytes: [UInt8] = []
  private var offset = 0
  private var line = 1
  private var mayHaveMore = true
  private var number = 0
  /// The columns that the header names; none in JSON lines.
  public private(set) var header: [String] = []

  /// Opens a file and reads the header of a table.
  ///
  /// - Parameter path: The file; its name tells the format.
  /// - Throws: `DatasetError`.
  public convenience init(_ path: String) throws(DatasetError) {
    try self.init(path, limit: Self.rowLimit)
  }

  init(_ path: String, limit: Int) throws(DatasetError) {
    self.path = path
    self.limit = limit
    format = try DataFormat(path: path)
    file = try DataFile(path)
    try readMore()
    offset = WholeDataFile.start(of: bytes)
    guard format == .csv else { return }
    guard let first = try record() else { throw .table(path: path, .empty) }
    guard first.fields.count <= Self.columnLimit else {
      throw .table(path: path, .tooManyColumns(first.fields.count, limit: Self.columnLimit))
    }
    var seen: Set<String> = []
    for name in first.fields where !seen.insert(name).inserted {
      throw .table(path: path, .repeatedColumn(name))
    }
    header = first.fields
  }

  /// The next row; nil at the end.
  ///
  /// - Throws: `DatasetError`.
  public func next() throws(DatasetError) -> DataRow? {
    let row =
      switch format {
      case .csv: try nextOfTable()
      case .jsonLines: try nextObject()
      }
    if row != nil { number += 1 }
    return row
  }

  private func nextOfTable() throws(DatasetError) -> DataRow? {
    guard let record = try record() else { return nil }
    guard record.fields.count == header.count else {
      throw .table(
        path: path,
        .ragged(line: record.line, fields: record.fields.count, expected: header.count))
    }
    return DataRow(number: number, line: record.line, columns: header, values: record.fields)
  }

  private func nextObject() throws(DatasetError) -> DataRow? {
    while let (range, line) = try nextLine() {
      let text = bytes[range]
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONParser.parse(text)
      } catch {
        throw .json(path: path, line: line, error)
      }
      guard let members = value.objectValue?.members else {
        throw .notAnObject(path: path, line: line)
      }
      return DataRow(
        number: number, line: line, columns: members.map(\.key),
        values: members.map(\.value.cellText))
    }
    return nil
  }

  /// The next record of a table.
  ///
  /// Only one that ends before the last byte is sure to be whole, until the file has ended.
  private func record() throws(DatasetError) -> (fields: [String], line: Int)? {
    while true {
      var records = CSVRecords(bytes, from: offset, line: line)
      let found: Result<(fields: [String], line: Int)?, CSVFault>
      do throws(CSVFault) {
        found = .success(try records.next())
      } catch {
        found = .failure(error)
      }
      if mayHaveMore, records.offset >= bytes.count - 1 {
        try readMore()
        continue
      }
      let end = min(records.offset, bytes.count)
      guard String(validating: bytes[offset..<end], as: UTF8.self) != nil else {
        throw .notUTF8(path: path)
      }
      (offset, line) = (records.offset, records.line)
      do throws(CSVFault) {
        return try found.get()
      } catch {
        throw .table(path: path, error)
      }
    }
  }

  /// The place of the next line without its end.
  private func nextLine() throws(DatasetError) -> (Range<Int>, line: Int)? {
    var searched = offset
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        defer { (offset, line) = (end + 1, line + 1) }
        return (offset..<end, line)
      }
      guard mayHaveMore else {
        guard offset < bytes.count else { return nil }
        defer { offset = bytes.count }
        return (offset..<bytes.count, line)
      }
      searched = bytes.count - offset
      try readMore()
    }
  }

  /// Forgets what was taken, and at least doubles what is there, so that a long row is not looked at too often.
  private func readMore() throws(DatasetError) {
    bytes.removeFirst(offset)
    offset = 0
    let wanted = min(2 * bytes.count, limit)
    repeat {
      guard bytes.count <= limit else {
        throw .rowTooLarge(path: path, line: line, limit: limit)
      }
      mayHaveMore = try file.read(into: &bytes)
    } while mayHaveMore && bytes.count < wanted
  }
}
