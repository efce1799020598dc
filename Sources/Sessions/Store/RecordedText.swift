import GRDB

/// A context or an answer in the database; each is there once a session, however many edits were made of it.
struct RecordedText {
  enum Kind: String {
    case context, answer
  }

  let content: String
  let source: String

  /// The texts of a session by their number.
  static func all(of session: Int64, in database: Database) throws -> [Int64: RecordedText] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, content, source FROM text WHERE session = ?",
      arguments: [session])
    var texts: [Int64: RecordedText] = [:]
    for row in rows {
      texts[try row.value("id")] = RecordedText(
        content: try row.value("content"), source: try row.value("source"))
    }
    return texts
  }

  /// The number of a text, which is added where it is not there.
  static func row(
    _ kind: Kind, _ content: String, source: String, in session: Int64, at time: Double,
    _ database: Database
  ) throws -> Int64 {
    let known = try Int64.fetchOne(
      database,
      sql: """
        SELECT id FROM text
        WHERE session = :session AND kind = :kind AND content = :content
        """,
      arguments: ["session": session, "kind": kind.rawValue, "content": content])
    if let known { return known }
    try database.execute(
      sql: "INSERT INTO text (session, kind, content, source, created) VALUES (?, ?, ?, ?, ?)",
      arguments: [session, kind.rawValue, content, source, time])
    return database.lastInsertedRowID
  }
}
