import Alignment
public import StrictJSON

extension SessionExport {
  /// A line for the session, one an edit, one a verdict; `kind` says which.
  static func jsonLines(_ session: Session) -> [UInt8] {
    let lines =
      [session.json] + session.edits.map(\.json) + session.verdicts.map(\.json)
    return lines.flatMap { JSONWriter.write($0, pretty: false) + [0x0A] }
  }
}

extension SessionSummary {
  /// The session's line in a list, for programs.
  public var json: JSONValue {
    [
      "id": .integer(id), "title": .string(title), "edits": .integer(Int64(editCount)),
      "created": .string(Timestamp.universal(created)),
      "updated": .string(Timestamp.universal(updated)),
      "excerpt": excerpt.map(JSONValue.string) ?? .null,
    ]
  }
}

extension Session {
  fileprivate var json: JSONValue {
    [
      "kind": "session", "schema": 1, "id": .integer(summary.id), "title": .string(summary.title),
      "created": .string(Timestamp.universal(summary.created)),
      "updated": .string(Timestamp.universal(summary.updated)), "context": .string(context),
      "answer": .string(answer),
    ]
  }

  /// The whole session as one document.
  public var document: JSONValue {
    [
      "schema": 1, "session": summary.json, "context": .string(context), "answer": .string(answer),
      "edits": .array(edits.map(\.json)), "verdicts": .array(verdicts.map(\.json)),
    ]
  }
}

extension RecordedEdit {
  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("kind", "edit"), ("number", .integer(Int64(number))),
      ("parent", parent.map { .integer(Int64($0)) } ?? .null),
      ("created", created.map { .string(Timestamp.universal($0)) } ?? .null),
      ("context", .string(context)), ("answer", .string(answer)), ("source", .string(source)),
      ("prompt", .string(prompt)), ("dropped_turns", .integer(Int64(droppedTurns))),
      ("objectives", .array(objectives.map(\.json))), ("family", .string(family.rawValue)),
      ("direction", .string(direction.rawValue)), ("format", .string(format.rawValue)),
      ("sampling", sampling.json), ("seed", sampling.seed.map { .string(String($0)) } ?? .null),
      ("maximum_tokens", .integer(Int64(maximumTokens))),
      ("stop_strings", .array(stopStrings.map(JSONValue.string))), ("model", .string(model)),
      ("model_location", .string(modelLocation)),
      ("model_revision", modelRevision.map(JSONValue.string) ?? .null), ("text", .string(text)),
    ]
    members += ending?.members ?? [("stop_reason", .null)]
    return .object(JSONObject(members))
  }
}

extension RecordedEnding {
  fileprivate var members: [(String, JSONValue)] {
    [
      ("stop_reason", .string(reason)), ("prompt_tokens", .integer(Int64(promptTokens))),
      ("tokens", .integer(Int64(generatedTokens))),
      ("time_to_first_token_seconds", secondsToFirstToken.map { JSONValue($0) } ?? .null),
      ("decode_seconds", JSONValue(decodeSeconds)),
      ("tokens_per_second", tokensPerSecond.map { JSONValue($0) } ?? .null),
    ]
  }
}

extension RecordedVerdict {
  fileprivate var json: JSONValue {
    [
      "kind": "verdict", "edit": .integer(Int64(edit)),
      "created": created.map { .string(Timestamp.universal($0)) } ?? .null,
      "changes": .array(changes.map(\.json)), "merged": .string(merged),
    ]
  }
}
