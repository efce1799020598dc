import GRDB

/// What a search asks of the database: the table `found`, a session and an excerpt a row.
struct SessionSearch {
  let sql: String
  let arguments: StatementArguments

  /// - Parameter query: Words; nil is returned where there are none.
  init?(_ query: String) {
    let words = query.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else { return nil }
    // Without a blank between words the index knows whole sentences only: then the texts themselves are read.
    let isIndexed = words.allSatisfy {
      $0.contains(where: \.isIndexed) && !$0.contains(where: \.isIdeographic)
    }
    let hits = isIndexed ? Self.indexed : Self.read
    sql = """
      WITH hit (session, excerpt) AS (
        \(hits("text")) UNION ALL \(hits("edit"))
        UNION ALL SELECT id, NULL FROM session WHERE title LIKE :like ESCAPE '\\'
      ), found AS (SELECT session, max(excerpt) AS excerpt FROM hit GROUP BY session)
      """
    let escaped = query.map { #"\%_"#.contains($0) ? "\\\($0)" : "\($0)" }
    let like = "%" + escaped.joined() + "%"
    if isIndexed {
      let match = words.map { "\"" + $0.filter { $0 != "\"" } + "\"*" }.joined(separator: " ")
      arguments = ["like": like, "match": match]
    } else {
      arguments = ["like": like, "query": query]
    }
  }

  private static func indexed(_ table: String) -> String {
    """
    SELECT \(table).session, snippet(\(table)_search, 0, '', '', '…', 14)
    FROM \(table)_search JOIN \(table) ON \(table).id = \(table)_search.rowid
    WHERE \(table)_search MATCH :match
    """
  }

  private static func read(_ table: String) -> String {
    """
    SELECT session, substr(content, max(1, instr(content, :query) - 12), 60)
    FROM \(table) WHERE content LIKE :like ESCAPE '\\'
    """
  }
}

extension Character {
  fileprivate var isIndexed: Bool { isLetter || isNumber }

  /// Whether it is of a script that is written without blanks between words.
  fileprivate var isIdeographic: Bool {
    switch unicodeScalars.first?.value ?? 0 {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x312F, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
