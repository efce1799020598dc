/// The token sequences that guesses are copied from, with every place of every token.
///
/// All documents lie in one array. The places of a token form a chain from the newest back, so that adding a token
/// takes constant time and finding where a suffix occurred takes time in proportion to how common its last token is.
struct DraftCorpus {
  /// What a document is to the text that is written.
  enum Role: Int, CaseIterable {
    /// What the text may repeat from beginning to end: the answer that is edited, earlier edits of it.
    case source
    /// What stands before the text.
    case prompt
    /// The text itself, so far.
    case text
  }

  /// One document's place in `tokens`.
  struct Document {
    let role: Role
    var range: Range<Int>
  }

  private(set) var tokens: [Int] = []
  private(set) var documents: [Document] = []
  /// The newest place of each token.
  private var newest: [Int: Int] = [:]
  /// For each place the one before it with the same token; −1 where there is none.
  private var previous: [Int] = []

  /// - Parameters:
  ///   - sources: What the text may repeat.
  ///   - prompt: What stands before the text.
  init(sources: [[Int]], prompt: [Int]) {
    // The text's own document is the last, so that it can grow.
    for source in sources { add(source, as: .source) }
    add(prompt, as: .prompt)
    add([], as: .text)
  }

  private mutating func add(_ document: [Int], as role: Role) {
    let start = tokens.count
    documents.append(Document(role: role, range: start..<start + document.count))
    for token in document { index(token) }
  }

  private mutating func index(_ token: Int) {
    previous.append(newest.updateValue(tokens.count, forKey: token) ?? -1)
    tokens.append(token)
  }

  /// The text so far.
  var text: ArraySlice<Int> { tokens[documents[documents.count - 1].range] }

  /// Adds a token to the text.
  mutating func append(_ token: Int) {
    index(token)
    let last = documents.count - 1
    documents[last].range = documents[last].range.lowerBound..<tokens.count
  }

  /// A place where the text's last token stands elsewhere.
  struct Match {
    /// Index of the document.
    let document: Int
    /// The place of the token that follows there, in `tokens`.
    let next: Int
    /// How many of the text's last tokens stand before it, `longestMatch` at the most.
    let length: Int
  }

  /// Longer agreement says nothing more.
  static let longestMatch = 16
  /// Places of one token that are looked at; only words like "the" of long prompts have more.
  private static let mostPlaces = 1024

  /// Every place but the last where the text's last token stands and is followed by another one, the newest first.
  ///
  /// - Parameter body: Called with each.
  func forEachMatch(_ body: (Match) -> Void) {
    let text = self.text
    guard let token = text.last else { return }
    var place = newest[token] ?? -1
    // The chain runs from the last document to the first.
    var document = documents.count - 1
    for _ in 0..<Self.mostPlaces where place >= 0 {
      while place < documents[document].range.lowerBound { document -= 1 }
      let range = documents[document].range
      if place + 1 < range.upperBound {
        let length = matchLength(endingAt: place, from: range.lowerBound, text)
        body(Match(document: document, next: place + 1, length: length))
      }
      place = previous[place]
    }
  }

  private func matchLength(endingAt place: Int, from start: Int, _ text: ArraySlice<Int>) -> Int {
    let most = min(place - start + 1, text.count, Self.longestMatch)
    var length = 1
    while length < most, tokens[place - length] == text[text.endIndex - 1 - length] { length += 1 }
    return length
  }
}
