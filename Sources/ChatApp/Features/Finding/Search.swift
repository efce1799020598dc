import TerminalUI

/// A text that is looked for in the panes.
///
/// Capitals matter only where there is one in what is looked for.
struct Search: Equatable {
  /// A place where it was found.
  struct Hit: Equatable {
    let pane: Focus
    let range: Range<Int>
  }

  /// What is looked for, while it is typed and after.
  var query = TextEditor()
  var isTyping = true
  /// Where it was found, pane after pane.
  private(set) var hits: [Hit] = []
  /// The hit that the reader is at.
  var current: Int?
  /// More were found than are kept.
  private(set) var isCut = false
  /// Where the search began: the first hit from here on is the first to be shown.
  let origin: Hit

  private var texts: [Focus: FoldedText] = [:]
  private var searched = ""

  /// More marks help nobody and cost time.
  static let mostHits = 10_000

  init(origin: Hit) { self.origin = origin }

  /// Whether there is something to look for.
  var isEmpty: Bool { query.isEmpty }

  /// Looks again where a text or what is looked for has changed.
  ///
  /// - Parameter panes: The texts, in the order of the screen.
  /// - Returns: Whether what is looked for is another than before.
  mutating func update(_ panes: [(pane: Focus, text: String)]) -> Bool {
    var hasChanged = Set(texts.keys) != Set(panes.map(\.pane))
    texts = texts.filter { key, _ in panes.contains { $0.pane == key } }
    for (pane, text) in panes {
      var folded = texts[pane] ?? FoldedText()
      texts[pane] = nil
      if folded.update(text) { hasChanged = true }
      texts[pane] = folded
    }
    let wanted = query.text
    let isNew = wanted != searched
    guard isNew || hasChanged else { return false }
    searched = wanted
    find(in: panes.map(\.pane))
    return isNew
  }

  private mutating func find(in panes: [Focus]) {
    let former = current.map { hits[$0] }
    (hits, current, isCut) = ([], nil, false)
    guard !searched.isEmpty else { return }
    for pane in panes {
      let room = Self.mostHits - hits.count
      let ranges = texts[pane]?.ranges(of: searched, limit: room + 1) ?? []
      if ranges.count > room { isCut = true }
      hits += ranges.prefix(room).map { Hit(pane: pane, range: $0) }
    }
    // A text that grew behind the hit leaves the reader where they are.
    if let former { current = hits.firstIndex(of: former) }
  }

  /// The first hit where the search began or behind it; else the first of all.
  var firstFromOrigin: Int? {
    if hits.isEmpty { return nil }
    let order = Focus.allCases
    let start = order.firstIndex(of: origin.pane) ?? 0
    return hits.firstIndex { hit in
      let place = order.firstIndex(of: hit.pane) ?? 0
      return place > start
        || place == start && hit.range.lowerBound >= origin.range.lowerBound
    } ?? 0
  }
}

/// A text without capitals, character by character, kept up with one that grows.
struct FoldedText: Equatable {
  private var text = ""
  private var characters: [Character] = []
  private var folded: [Character] = []

  /// Takes the text as it is now.
  ///
  /// - Returns: Whether it is another than before.
  mutating func update(_ newText: String) -> Bool {
    if newText.utf8.count == text.utf8.count, newText == text { return false }
    var kept = 0
    if newText.utf8.count > text.utf8.count, newText.utf8.starts(with: text.utf8) {
      // The last character may go on in what was added.
      kept = max(0, characters.count - 1)
      let seam = newText.index(newText.startIndex, offsetBy: kept)
      characters.removeLast(characters.count - kept)
      characters += newText[seam...]
    } else {
      characters = Array(newText)
    }
    folded.removeLast(folded.count - kept)
    folded += characters[kept...].map(Self.fold)
    text = newText
    return true
  }

  /// Where a text stands, in characters; places do not overlap.
  func ranges(of query: String, limit: Int) -> [Range<Int>] {
    let heedsCase = query.contains { $0 != Self.fold($0) }
    let wanted = Array(query)
    let text = heedsCase ? characters : folded
    guard let first = wanted.first, text.count >= wanted.count else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    while index + wanted.count <= text.count, ranges.count < limit {
      if text[index] == first, text[index..<index + wanted.count].elementsEqual(wanted) {
        ranges.append(index..<index + wanted.count)
        index += wanted.count
      } else {
        index += 1
      }
    }
    return ranges
  }

  private static func fold(_ character: Character) -> Character {
    guard character.isUppercase else { return character }
    let lower = character.lowercased()
    return lower.count == 1 ? lower.first ?? character : character
  }
}
