import Alignment
import GRDB
import StrictJSON

extension RecordedEdit {
  /// - Parameters:
  ///   - row: A row of the table `edit`.
  ///   - texts: The session's texts by their number.
  ///   - numbers: The session's numbers of its edits by the database's.
  /// - Throws: `ColumnError` where a column holds what it should not.
  init(_ row: Row, texts: [Int64: RecordedText], numbers: [Int64: Int]) throws {
    guard let context = texts[try row.value("context")] else {
      throw ColumnError(column: "edit.context")
    }
    guard let answer = texts[try row.value("answer")] else {
      throw ColumnError(column: "edit.answer")
    }
    let seed = try row.optional("seed", as: String.self)
    let reason = try row.optional("stop_reason", as: String.self)
    self.init(
      number: numbers[try row.value("id")] ?? 0,
      parent: try row.optional("parent", as: Int64.self).flatMap { numbers[$0] },
      context: context.content, answer: answer.content, source: answer.source,
      prompt: try row.value("prompt"), droppedTurns: try row.value("dropped_turns"),
      objectives: try Self.objectives(row), family: try row.named("family"),
      direction: try row.named("direction"), format: try row.named("format"),
      sampling: RecordedSampling(try row.json("sampling"), seed: seed.flatMap { UInt64($0) }),
      maximumTokens: try row.value("maximum_tokens"),
      stopStrings: (try row.json("stop_strings").arrayValue ?? []).compactMap(\.stringValue),
      trimsContext: try row.value("trims_context"), model: try row.value("model"),
      modelLocation: try row.value("model_location"),
      modelRevision: try row.optional("model_revision"),
      text: try row.value("content"),
      ending: try reason.map { reason in
        RecordedEnding(
          reason: reason, promptTokens: try row.optional("prompt_tokens") ?? 0,
          generatedTokens: try row.optional("generated_tokens") ?? 0,
          secondsToFirstToken: try row.optional("first_token"),
          decodeSeconds: try row.optional("decode") ?? 0)
      },
      created: try row.value("created"))
  }

  private static func objectives(_ row: Row) throws -> [RecordedObjective] {
    (try row.json("objectives").arrayValue ?? []).compactMap(RecordedObjective.init)
  }

  /// Writes the whole edit as a new row.
  ///
  /// - Returns: The row's number.
  func insert(
    in session: Int64, parent: Int64?, context: Int64, answer: Int64, at time: Double,
    _ database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO edit (
          session, parent, context, answer, prompt, dropped_turns, objectives, family, direction,
          format, sampling, seed, maximum_tokens, stop_strings, model, model_location, content,
          created, trims_context, model_revision
        ) VALUES (
          :session, :parent, :context, :answer, :prompt, 0, :objectives, :family, :direction,
          :format, :sampling, :seed, :maximum, :stops, :model, :location, '', :created,
          :trims, :revision
        )
        """,
      arguments: [
        "session": session, "parent": parent, "context": context, "answer": answer,
        "prompt": prompt, "objectives": JSONValue.array(objectives.map(\.json)).text,
        "family": family.rawValue, "direction": direction.rawValue, "format": format.rawValue,
        "sampling": sampling.json.text, "seed": sampling.seed.map(String.init),
        "maximum": maximumTokens, "stops": JSONValue.array(stopStrings.map(JSONValue.string)).text,
        "model": model, "location": modelLocation, "created": time, "trims": trimsContext,
        "revision": modelRevision,
      ])
    let row = database.lastInsertedRowID
    try update(row, database)
    return row
  }

  /// Writes what changes while an edit grows.
  func update(_ row: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE edit SET
          content = :content, dropped_turns = :dropped, stop_reason = :reason,
          prompt_tokens = :prompt, generated_tokens = :generated, first_token = :first,
          decode = :decode
        WHERE id = :id
        """,
      arguments: [
        "content": text, "dropped": droppedTurns, "reason": ending?.reason,
        "prompt": ending?.promptTokens, "generated": ending?.generatedTokens,
        "first": ending?.secondsToFirstToken, "decode": ending?.decodeSeconds, "id": row,
      ])
  }
}

extension RecordedVerdict {
  init(_ row: Row, numbers: [Int64: Int]) throws {
    let changes = try row.json("changes").arrayValue ?? []
    self.init(
      edit: numbers[try row.value("edit")] ?? 0,
      changes: changes.map { change in
        Change(
          removed: change["removed"]?.stringValue ?? "", added: change["added"]?.stringValue ?? "",
          isAccepted: change["accepted"]?.boolValue ?? false)
      },
      merged: try row.value("merged"), created: try row.value("created"))
  }

  func insert(edit: Int64, at time: Double, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO verdict (edit, changes, merged, created) VALUES (?, ?, ?, ?)",
      arguments: [edit, JSONValue.array(changes.map(\.json)).text, merged, time])
  }
}

extension Row {
  fileprivate func json(_ column: String) throws -> JSONValue {
    let text: String = try value(column)
    do {
      return try JSONParser.parse(Array(text.utf8))
    } catch {
      throw ColumnError(column: column)
    }
  }
}

extension JSONValue {
  fileprivate var text: String {
    String(decoding: JSONWriter.write(self, pretty: false), as: UTF8.self)
  }
}
