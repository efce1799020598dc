/// What a person made of an edit, change by change.
public struct RecordedVerdict: Sendable, Equatable {
  /// The number of the edit.
  public var edit: Int
  /// The changes in the text's order.
  public var changes: [Change]
  /// The answer with the accepted changes.
  public var merged: String
  /// When it was kept, in seconds since 1970; nil before.
  public var created: Double?

  /// A change and what became of it.
  public struct Change: Sendable, Equatable {
    /// What the answer says there.
    public var removed: String
    /// What the edit says instead.
    public var added: String
    /// Whether the edit's words were taken.
    public var isAccepted: Bool

    /// Makes a change.
    public init(removed: String, added: String, isAccepted: Bool) {
      self.removed = removed
      self.added = added
      self.isAccepted = isAccepted
    }
  }

  /// Makes a verdict.
  public init(edit: Int, changes: [Change], merged: String, created: Double? = nil) {
    self.edit = edit
    self.changes = changes
    self.merged = merged
    self.created = created
  }
}
