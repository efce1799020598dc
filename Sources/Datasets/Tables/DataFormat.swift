/// How rows are written in a file.
public enum DataFormat: String, Sendable, Equatable, CaseIterable {
  /// A table (RFC 4180) whose first row names the columns.
  case csv
  /// An object in each line.
  case jsonLines = "jsonl"

  /// The format that a file's name tells.
  ///
  /// - Parameter path: The file; `.gz` after the name is no matter.
  /// - Throws: `DatasetError.unknownKind`.
  public init(path: String) throws(DatasetError) {
    let name = path.hasSuffix(".gz") ? path.dropLast(3) : path[...]
    guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else {
      throw .unknownKind(path: path)
    }
    self = format
  }
}
