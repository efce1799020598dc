/// Something that a session remembers.
public enum SessionEvent: Sendable, Equatable {
  /// These texts are on the screen now.
  case texts(context: String, answer: String, source: String)
  /// A text is being written; nil where the writing has ended.
  case draft(SessionDraft?)
  /// An edit began, grew or ended; the last report of a number counts.
  case edit(RecordedEdit)
  /// A person accepted and rejected the changes of an edit.
  case verdict(RecordedVerdict)
}

/// A text that was being written.
public struct SessionDraft: Sendable, Equatable {
  /// What it is to become.
  public enum Kind: String, Sendable {
    /// The conversation.
    case context
    /// The answer.
    case answer
    /// What the user asks next.
    case question
  }

  /// What it is to become.
  public var kind: Kind
  /// The text so far.
  public var text: String

  /// Makes a draft.
  public init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }
}
