import GRDB

/// The tables, and how those of older programs become them.
///
/// A migration that was released is never changed; what comes later is another one below it.
enum SessionSchema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 sessions, texts, edits, verdicts") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2 what made an edit") { database in
      // Edits of before do not say it, and are never taken for what another run makes.
      try database.execute(
        sql: """
          ALTER TABLE edit ADD COLUMN model_revision TEXT;
          ALTER TABLE edit ADD COLUMN trims_context INTEGER NOT NULL DEFAULT 1;
          """)
    }
    return migrator
  }()

  // Numbers of sessions are never given twice, so that one in somebody's notes names one session or none.
  private static let first = """
    CREATE TABLE session (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      created REAL NOT NULL,
      updated REAL NOT NULL,
      -- What is on the screen; neither has a foreign key, for the texts come after the session.
      context INTEGER,
      answer INTEGER,
      -- A text that was being written, and which it was to become.
      draft TEXT,
      draft_kind TEXT CHECK (draft_kind IN ('context', 'answer', 'question'))
    ) STRICT;
    CREATE INDEX session_by_time ON session (updated DESC);

    CREATE TABLE text (
      id INTEGER PRIMARY KEY,
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('context', 'answer')),
      content TEXT NOT NULL,
      source TEXT NOT NULL,
      created REAL NOT NULL
    ) STRICT;
    CREATE INDEX text_by_session ON text (session, kind);

    CREATE TABLE edit (
      id INTEGER PRIMARY KEY,
      session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
      parent INTEGER REFERENCES edit ON DELETE SET NULL,
      context INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,
      answer INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,
      prompt TEXT NOT NULL,
      dropped_turns INTEGER NOT NULL,
      objectives TEXT NOT NULL,
      family TEXT NOT NULL,
      direction TEXT NOT NULL,
      format TEXT NOT NULL,
      sampling TEXT NOT NULL,
      seed TEXT,
      maximum_tokens INTEGER NOT NULL,
      stop_strings TEXT NOT NULL,
      model TEXT NOT NULL,
      model_location TEXT NOT NULL,
      content TEXT NOT NULL,
      stop_reason TEXT,
      prompt_tokens INTEGER,
      generated_tokens INTEGER,
      first_token REAL,
      decode REAL,
      created REAL NOT NULL
    ) STRICT;
    CREATE INDEX edit_by_session ON edit (session);
    CREATE INDEX edit_by_parent ON edit (parent);
    CREATE INDEX edit_by_context ON edit (context);
    CREATE INDEX edit_by_answer ON edit (answer);

    CREATE TABLE verdict (
      id INTEGER PRIMARY KEY,
      edit INTEGER NOT NULL REFERENCES edit ON DELETE CASCADE,
      changes TEXT NOT NULL,
      merged TEXT NOT NULL,
      created REAL NOT NULL
    ) STRICT;
    CREATE INDEX verdict_by_edit ON verdict (edit);
    """ + searchTable("text") + searchTable("edit")

  /// A full-text index that follows the column `content` of a table without a copy of it.
  private static func searchTable(_ table: String) -> String {
    let remove = """
      INSERT INTO \(table)_search (\(table)_search, rowid, content)
        VALUES ('delete', old.id, old.content);
      """
    let add = "INSERT INTO \(table)_search (rowid, content) VALUES (new.id, new.content);"
    return """

      CREATE VIRTUAL TABLE \(table)_search USING fts5 (
        content, content = '\(table)', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 2'
      );
      CREATE TRIGGER \(table)_added AFTER INSERT ON \(table) BEGIN \(add) END;
      CREATE TRIGGER \(table)_removed AFTER DELETE ON \(table) BEGIN \(remove) END;
      CREATE TRIGGER \(table)_changed AFTER UPDATE OF content ON \(table) BEGIN \(remove) \(add) END;
      """
  }
}
