/// What the demonstration's rules can edit for.
///
/// The raw values are ids of the catalog.
public enum DemoObjective: String, Sendable, CaseIterable {
  /// Insults and threats give way to mild words.
  case harmless
  /// A suggestion is appended.
  case helpful
  /// A cheerful line is appended.
  case humour
  /// Overclaims are hedged, and a caveat is appended.
  case honest
  /// One-sided words are balanced, and a line about other views is appended.
  case fair
  /// Hard words give way to simple ones.
  case readable
  /// Of words and sentences that stand twice in a row one goes.
  case `repeat`
  /// The first two sentences stay.
  case length
  /// Contractions and slang are written out.
  case professional
}
