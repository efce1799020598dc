import GRDB
import Glibc

/// The sessions of a user, in one SQLite database.
///
/// Its calls wait for the disk: they belong on a queue of their own, not on a thread that draws. Several programs may
/// have the same file open; each waits up to five seconds for another's write.
public final class SessionStore: Sendable {
  /// The database's file; empty for one in memory.
  public let path: String
  private let database: any DatabaseWriter

  /// Opens a database, makes it where it is not there, and brings an older one up to date.
  ///
  /// Only the user can read the file. Its folder must be there.
  ///
  /// - Parameter path: The file.
  /// - Throws: `SessionError`, such as for a file that is no database or a newer program's.
  public convenience init(path: String) throws(SessionError) {
    // SQLite would make it readable for all; what it keeps beside the file has the file's permissions.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    close(descriptor)
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // A commit is on the disk when it returns, at the price of one fsync: there are few commits.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      // What somebody deletes is to be gone, not only out of sight.
      try database.execute(sql: "PRAGMA secure_delete = ON")
    }
    let pool = try Self.translating(path) {
      try DatabasePool(path: path, configuration: configuration)
    }
    try self.init(path: path, database: pool)
  }

  /// A database in memory, which is gone with the store.
  ///
  /// - Throws: `SessionError`.
  public convenience init() throws(SessionError) {
    try self.init(path: "", database: Self.translating("") { try DatabaseQueue() })
  }

  private init(path: String, database: any DatabaseWriter) throws(SessionError) {
    self.path = path
    self.database = database
    let isNewer = try Self.translating(path) {
      let isNewer = try database.read { try SessionSchema.migrator.hasBeenSuperseded($0) }
      if !isNewer { try SessionSchema.migrator.migrate(database) }
      return isNewer
    }
    if isNewer { throw .newerSchema(path: path) }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(SessionError) -> Value {
    try Self.translating(path) { try database.read(body) }
  }

  /// One transaction: all of it or nothing.
  func write<Value>(_ body: (Database) throws -> Value) throws(SessionError) -> Value {
    try Self.translating(path) { try database.write(body) }
  }

  /// Brings everything from the write-ahead log into the file and empties the log, unless another program reads it.
  package func emptyLog() throws(SessionError) {
    try Self.translating(path) {
      try database.writeWithoutTransaction { database in
        // Says that it is busy in its result rather than by an error.
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }

  private static func translating<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(SessionError) -> Value {
    do {
      return try body()
    } catch let error as SessionError {
      throw error
    } catch let error as ColumnError {
      throw .unexpectedValue(path: path, column: error.column)
    } catch let error as DatabaseError {
      throw .database(
        path: path, code: error.resultCode.rawValue,
        message: error.message ?? "\(error.resultCode)")
    } catch {
      throw .database(path: path, code: 1, message: "\(error)")
    }
  }
}

/// A column holds what it should not.
struct ColumnError: Error {
  let column: String
}

extension Row {
  /// The value of a column, checked: a file may have been changed by anybody.
  func value<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value = try optional(column, as: type) else { throw ColumnError(column: column) }
    return value
  }

  /// The value of a column, nil where it is `NULL`.
  func optional<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value? {
    let stored: DatabaseValue = self[column]
    if stored.isNull { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw ColumnError(column: column) }
    return value
  }

  /// A case of an enumeration, by the name that it is kept under.
  func named<Name: RawRepresentable<String>>(
    _ column: String, as type: Name.Type = Name.self
  ) throws -> Name {
    guard let name = Name(rawValue: try value(column)) else { throw ColumnError(column: column) }
    return name
  }
}
