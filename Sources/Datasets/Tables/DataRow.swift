/// A row of a file: texts by the names of their columns.
public struct DataRow: Sendable, Equatable {
  /// Which row of its file it is, from 0.
  public let number: Int
  /// The line where it begins, from 1.
  public let line: Int
  /// The names of its columns, in order.
  public let columns: [String]
  /// Their texts, as many.
  public let values: [String]

  /// Makes a row.
  ///
  /// - Parameters:
  ///   - number: Which row of its file it is, from 0.
  ///   - line: The line where it begins, from 1.
  ///   - columns: The names of its columns.
  ///   - values: Their texts; nothing for columns without one.
  public init(number: Int, line: Int, columns: [String], values: [String]) {
    self.number = number
    self.line = line
    self.columns = columns
    let missing = max(0, columns.count - values.count)
    self.values = Array(values.prefix(columns.count)) + repeatElement("", count: missing)
  }

  /// A column's text; nil where there is no such column.
  public subscript(_ column: String) -> String? {
    columns.firstIndex(of: column).map { values[$0] }
  }
}
