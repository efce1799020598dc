import Glibc
import StrictJSON

/// An edit of which a person accepted and rejected every change: something to train on.
public struct StagedRecord: Sendable, Equatable {
  /// What the aligner is asked, without what surrounds prompts.
  public var prompt: String
  /// The conversation that the answer ends.
  public var context: String
  /// The policy model's answer.
  public var answer: String
  /// The answer with the accepted changes: what the aligner should have said.
  public var merged: String
  /// What the aligner said.
  public var edit: String
  /// The objectives' wordings, in the prompt's order.
  public var objectives: [String]
  /// A change after the other: what was there, what the edit put there, and whether it was accepted.
  public var changes: [Change]

  /// A change of the edit.
  public struct Change: Sendable, Equatable {
    /// The answer's words.
    public var removed: String
    /// The edit's words.
    public var added: String
    /// Whether the edit's were taken.
    public var isAccepted: Bool

    /// Makes a change.
    public init(removed: String, added: String, isAccepted: Bool) {
      self.removed = removed
      self.added = added
      self.isAccepted = isAccepted
    }
  }

  /// Makes a record.
  public init(
    prompt: String, context: String, answer: String, merged: String, edit: String,
    objectives: [String], changes: [Change]
  ) {
    self.prompt = prompt
    self.context = context
    self.answer = answer
    self.merged = merged
    self.edit = edit
    self.objectives = objectives
    self.changes = changes
  }
}

/// The two files that staged records are added to, each at once or not at all.
///
/// One is what trainers read, FastChat's JSON array of conversations; the other, beside it, a table with the columns
/// `query`, `goldens` (the merged text), `generated_text` (the answer), `edit`, `objectives` and `verdicts`.
public struct StagedFile: Sendable {
  /// The conversations.
  public let path: String
  /// The table: the same name with `.csv`.
  public var tablePath: String {
    (path.hasSuffix(".json") ? String(path.dropLast(5)) : path) + ".csv"
  }

  private static let header = "query,goldens,generated_text,edit,objectives,verdicts\n"
  /// What is added to is read whole.
  private static let byteLimit = 256 << 20

  /// Names the files.
  ///
  /// - Parameter path: The conversations' file; its folder must be there.
  public init(path: String) {
    self.path = path
  }

  /// Adds a record to both files, which are made where they are not there.
  ///
  /// Files that are something else stay as they are. Two programs may add at the same time.
  ///
  /// - Parameter record: The record.
  /// - Returns: How many records the conversations' file has now.
  /// - Throws: `DatasetError`.
  @discardableResult
  public func append(_ record: StagedRecord) throws(DatasetError) -> Int {
    let lock = try lockFolder()
    defer { close(lock) }
    // Both are read before either is written.
    let rows = try conversations()
    let table = try tableText()
    let row = Self.conversation(record, number: rows.count)
    let written = (rows + [row]).map { JSONWriter.write($0, pretty: false) }
    let joined = Array(written.joined(separator: Array(",\n".utf8)))
    try TextOutput.write(Array("[\n".utf8) + joined + Array("\n]\n".utf8), to: path)
    try TextOutput.write(Array((table + Self.tableRow(record)).utf8), to: tablePath)
    return written.count
  }

  private func conversations() throws(DatasetError) -> [JSONValue] {
    guard access(path, F_OK) == 0 else { return [] }
    let text = try WholeDataFile.text(path, limit: Self.byteLimit)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(Array(text.utf8))
    } catch {
      throw .json(path: path, line: error.line, error)
    }
    guard let rows = value.arrayValue, rows.allSatisfy({ $0["conversations"] != nil }) else {
      throw .notConversations(path: path)
    }
    return rows
  }

  private func tableText() throws(DatasetError) -> String {
    guard access(tablePath, F_OK) == 0 else { return Self.header }
    let text = try WholeDataFile.text(tablePath, limit: Self.byteLimit)
    do throws(CSVFault) {
      let table = try CSVTable(text)
      for name in ["query", "goldens", "generated_text", "edit", "objectives", "verdicts"] {
        _ = try table.column(name)
      }
    } catch {
      throw .table(path: tablePath, error)
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private static func conversation(_ record: StagedRecord, number: Int) -> JSONValue {
    [
      "id": .string("staged-\(number)"),
      "conversations": [
        ["from": "human", "value": .string(record.prompt)],
        ["from": "gpt", "value": .string(record.merged)],
      ],
    ]
  }

  private static func tableRow(_ record: StagedRecord) -> String {
    let verdicts = JSONValue.array(
      record.changes.map { change in
        [
          "removed": .string(change.removed), "added": .string(change.added),
          "accepted": .bool(change.isAccepted),
        ]
      })
    let fields = [
      record.context, record.merged, record.answer, record.edit,
      record.objectives.joined(separator: "; "),
      String(decoding: JSONWriter.write(verdicts, pretty: false), as: UTF8.self),
    ]
    return fields.map { "\"\(doublingQuotes($0))\"" }.joined(separator: ",") + "\n"
  }

  private static func doublingQuotes(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
  }

  /// Keeps another program from adding at the same time; the file itself is replaced, so its folder is locked.
  private func lockFolder() throws(DatasetError) -> Int32 {
    let folder = path.lastIndex(of: "/").map { path[..<$0] }.map { $0.isEmpty ? "/" : String($0) }
    let descriptor = open(folder ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .fileAccess(path: folder ?? ".", errorNumber: errno)
    }
    // Some file systems have no locks; then two programs must not add at once.
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return descriptor
  }
}
