/// A session with all that was kept of it.
public struct Session: Sendable, Equatable {
  /// Its line in a list.
  public var summary: SessionSummary
  /// The conversation that was on the screen last.
  public var context: String
  /// The answer that was on the screen last.
  public var answer: String
  /// Where that answer was from.
  public var source: String
  /// A text that was being written when the session ended; nil for none.
  public var draft: SessionDraft?
  /// The edits in the order in which they were made.
  public var edits: [RecordedEdit]
  /// What was accepted and rejected, in order.
  public var verdicts: [RecordedVerdict]

  /// Makes a session.
  public init(
    summary: SessionSummary, context: String, answer: String, source: String,
    draft: SessionDraft? = nil, edits: [RecordedEdit], verdicts: [RecordedVerdict] = []
  ) {
    self.summary = summary
    self.context = context
    self.answer = answer
    self.source = source
    self.draft = draft
    self.edits = edits
    self.verdicts = verdicts
  }
}

/// A session in a list.
public struct SessionSummary: Sendable, Equatable {
  /// Its number, which is never given again.
  public var id: Int64
  /// What it is called: the user's name for it, else the beginning of its question.
  public var title: String
  /// How many edits it holds.
  public var editCount: Int
  /// When it began, in seconds since 1970.
  public var created: Double
  /// When something was last added, in seconds since 1970.
  public var updated: Double
  /// Where the words of a search were found, in their neighbourhood; nil without a search.
  public var excerpt: String?

  /// Makes a line.
  public init(
    id: Int64, title: String, editCount: Int, created: Double, updated: Double,
    excerpt: String? = nil
  ) {
    self.id = id
    self.title = title
    self.editCount = editCount
    self.created = created
    self.updated = updated
    self.excerpt = excerpt
  }
}
