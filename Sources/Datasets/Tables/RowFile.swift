/// A table in a file (CSV, RFC 4180; compressed by gzip or not) whose rows are parsed when they are asked for.
///
/// The whole file is checked once, and of each row only its place is kept: a file takes its own size of memory and little
/// more. For all rows at once there is `CSVTable`.
public struct RowFile: Sendable, Equatable {
  /// The file.
  public let path: String
  /// The names of the columns.
  public let header: [String]
  private let bytes: [UInt8]
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
        let isDue = offsets.count % Self.rowsBetweenReports == 0
        if isDue, !progress(Double(offset) / Double(bytes.count)) { return nil }
      }
      header = first.fields
    } catch {
      throw .table(path: path, error)
    }
    self.path = path
    self.bytes = bytes
    self.offsets = offsets
  }

  private static let rowsBetweenReports = 256

  /// A row's fields.
  ///
  /// - Parameter row: Which, from 0.
  /// - Returns: As many as there are columns; none for a row that there is not.
  public func fields(_ row: Int) -> [String] {
    guard offsets.indices.contains(row) else { return [] }
    var records = CSVRecords(bytes, from: offsets[row])
    // It was read without a fault before.
    return (try? records.next())?.fields ?? []
  }
}
