import GRDB

extension SessionStore {
  /// Lists sessions, the one that was worked on last first.
  ///
  /// - Parameters:
  ///   - query: Words that a text, an edit or the title must hold, each by its beginning; nil or blank for all.
  ///   - limit: The most sessions.
  /// - Returns: The sessions; with a query, where it was found.
  /// - Throws: `SessionError`.
  public func list(matching query: String? = nil, limit: Int = 1000) throws(SessionError)
    -> [SessionSummary]
  {
    let search = query.flatMap(SessionSearch.init)
    return try read { database in
      let source = search.map {
        "\($0.sql) SELECT session.*, found.excerpt FROM session JOIN found"
      }
      let sql = """
        \(source ?? "SELECT session.*, NULL AS excerpt FROM session")
        \(search == nil ? "" : "ON found.session = session.id")
        ORDER BY session.updated DESC, session.id DESC LIMIT :limit
        """
      var arguments = StatementArguments(["limit": limit])
      if let search { arguments += search.arguments }
      return try Row.fetchAll(database, sql: sql, arguments: arguments).map {
        try SessionSummary($0, in: database)
      }
    }
  }

  /// Reads a session with everything in it.
  ///
  /// - Parameter id: Its number.
  /// - Returns: The session.
  /// - Throws: `SessionError`, also where there is none.
  public func session(_ id: Int64) throws(SessionError) -> Session {
    try read { database in
      let found = try Row.fetchOne(
        database, sql: "SELECT *, NULL AS excerpt FROM session WHERE id = ?", arguments: [id])
      guard let found else { throw SessionError.noSuchSession(id: id) }
      let texts = try RecordedText.all(of: id, in: database)
      let edits = try Row.fetchAll(
        database, sql: "SELECT * FROM edit WHERE session = ? ORDER BY id", arguments: [id])
      var numbers: [Int64: Int] = [:]
      for (index, row) in edits.enumerated() { numbers[try row.value("id")] = index + 1 }
      let verdicts = try Row.fetchAll(
        database,
        sql: """
          SELECT verdict.* FROM verdict JOIN edit ON edit.id = verdict.edit
          WHERE edit.session = ? ORDER BY verdict.id
          """, arguments: [id])
      let context = try found.optional("context", as: Int64.self).flatMap { texts[$0] }
      let answer = try found.optional("answer", as: Int64.self).flatMap { texts[$0] }
      return Session(
        summary: try SessionSummary(found, in: database), context: context?.content ?? "",
        answer: answer?.content ?? "", source: answer?.source ?? "",
        draft: try found.optional("draft", as: String.self).map { text in
          SessionDraft(kind: try found.named("draft_kind"), text: text)
        },
        edits: try edits.map { try RecordedEdit($0, texts: texts, numbers: numbers) },
        verdicts: try verdicts.map { try RecordedVerdict($0, numbers: numbers) })
    }
  }
}

extension SessionSummary {
  fileprivate init(_ row: Row, in database: Database) throws {
    let id: Int64 = try row.value("id")
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM edit WHERE session = ?", arguments: [id])
    self.init(
      id: id, title: try row.value("title"), editCount: count ?? 0,
      created: try row.value("created"), updated: try row.value("updated"),
      excerpt: try row.optional("excerpt"))
  }
}
