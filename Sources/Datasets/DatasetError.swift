/// What can be wrong with data.
public enum DatasetError: Error, Sendable, Equatable {
  /// A file cannot be read or written.
  case fileAccess(path: String, errorNumber: Int32)
}
