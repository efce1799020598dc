/// Why sessions could not be read or written.
public enum SessionError: Error, Sendable, Equatable {
  /// The database's file could not be made or looked at, with this `errno`.
  case fileAccess(path: String, errorNumber: Int32)
  /// SQLite said this, with its result code: a full disk, a lock that was not given back, a damaged file.
  case database(path: String, code: Int32, message: String)
  /// A newer program made the database.
  case newerSchema(path: String)
  /// The database holds something that this program would not have written, in this column.
  case unexpectedValue(path: String, column: String)
  /// There is no session of this number.
  case noSuchSession(id: Int64)
}
