/// Edits of the same answer that were made before: what the next one will mostly repeat.
///
/// They are drafts for speculation, so a wrong one costs time and never changes a result.
struct RecentEdits: Equatable {
  /// The newest first.
  private(set) var texts: [String] = []

  /// More would cost more to search than they help.
  private static let limit = 6

  /// Remembers a text, however it ended.
  mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    texts.removeAll { $0 == text }
    texts.insert(text, at: 0)
    texts.removeLast(max(0, texts.count - Self.limit))
  }

  /// Forgets all, because they are of another answer.
  mutating func clear() { texts = [] }
}
