import TerminalUI

/// The palette while it is open: what is looked for, and the row that is selected.
struct Palette: Equatable {
  private(set) var query = TextEditor()
  var selected = 0

  /// Changes what is looked for; the best match is selected then.
  mutating func change(_ change: (inout TextEditor) -> Void) {
    let before = query.text
    change(&query)
    if query.text != before { selected = 0 }
  }

  /// A row: an action that can be asked for now.
  struct Entry {
    let title: String
    /// Its first keys, as they are written.
    let keys: String
    let binding: Binding
  }
}

extension Palette {
  /// How well the words of a query fit an entry: the less the better; nil where one of them does not.
  static func distance(of entry: Entry, from words: [String]) -> Int? {
    let title = entry.title.lowercased()
    let id = entry.binding.id
    var sum = 0
    for word in words {
      guard let distance = distance(of: word, title: title, id: id) else { return nil }
      sum += distance
    }
    return sum
  }

  private static func distance(of word: String, title: String, id: String) -> Int? {
    if title.hasPrefix(word) { return 0 }
    if (" " + title).contains(" " + word) { return 1 }
    if title.contains(word) { return 2 }
    if id.contains(word) { return 3 }
    // The letters in order, as abbreviations have them; one or two stand in order nearly everywhere.
    return word.count > 2 && isSubsequence(word, of: title) ? 4 : nil
  }

  private static func isSubsequence(_ letters: String, of text: String) -> Bool {
    var rest = letters[...]
    for character in text where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }
}
