/// What a cell means.
///
/// Views name roles; only a `Theme` names colours.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Running text.
  case text
  /// Secondary text: hints, counts, units.
  case dim
  /// Headings.
  case title
  /// What can be acted on now.
  case accent
  /// A key shown in the footer or the help.
  case key
  /// Rules and walls between panes.
  case rule
  /// The selected row or span.
  case selection
  /// The insertion point drawn by us, and the growing end of a stream.
  case cursor
  /// Words that the edit adds.
  case added
  /// Words that the edit removes.
  case removed
  /// Text that the stream has not reached yet, and an edit that is being replaced.
  case pending
  /// A change that the reader has stepped to.
  case currentChange
  /// A notice that is neither good nor bad.
  case notice
  /// Something worked.
  case success
  /// Something needs attention.
  case warning
  /// Something failed.
  case error
  /// An objective that is switched on.
  case objectiveOn
  /// An objective that is switched off.
  case objectiveOff
  /// The mark of the pane that has the keys.
  case focus
  /// The ground of a window over the others.
  case overlay
  /// Text that a search found.
  case match
  /// Text that stands in an empty field.
  case placeholder
}
