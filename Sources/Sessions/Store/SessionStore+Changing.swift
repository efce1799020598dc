import GRDB

extension SessionStore {
  /// Gives a session another name.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - title: The name.
  /// - Throws: `SessionError`, also where there is none.
  public func rename(_ id: Int64, to title: String) throws(SessionError) {
    try write { database in
      try database.execute(
        sql: "UPDATE session SET title = ? WHERE id = ?", arguments: [title, id])
      if database.changesCount == 0 { throw SessionError.noSuchSession(id: id) }
    }
  }

  /// Takes a session out, with everything in it; its words are overwritten in the file.
  ///
  /// - Parameter id: Its number.
  /// - Throws: `SessionError`, also where there is none.
  public func delete(_ id: Int64) throws(SessionError) {
    try write { database in
      try database.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [id])
      if database.changesCount == 0 { throw SessionError.noSuchSession(id: id) }
      // The index keeps words that were taken out until its parts are joined.
      for table in ["text", "edit"] {
        try database.execute(
          sql: "INSERT INTO \(table)_search (\(table)_search) VALUES ('optimize')")
      }
    }
    try emptyLog()
  }

  /// The numbers that the edits of a session have in the database, in order.
  func editRows(of session: Int64) throws(SessionError) -> [Int64] {
    try read { database in
      try Int64.fetchAll(
        database, sql: "SELECT id FROM edit WHERE session = ? ORDER BY id", arguments: [session])
    }
  }
}
