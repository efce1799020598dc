/// Something that a text names and that a reader would check: a number, a name or an address.
public struct Mention: Sendable, Equatable {
  /// What is named.
  public enum Kind: Sendable, Equatable {
    /// Digits, with what stands between them: `1,000`, `3.5`, `10:30`.
    case number
    /// A capitalized word where no sentence begins, or several in a row: `Marie Curie`.
    case name
    /// A web or mail address.
    case address
  }

  /// What is named.
  public let kind: Kind
  /// The text as it stands.
  public let text: String

  /// Makes a mention.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The words, numbers and addresses of some texts, to tell whether another text names something that they do not.
public struct MentionIndex: Sendable, Equatable {
  private var words: Set<String> = []
  private var numbers: Set<String> = []
  private var addresses: Set<String> = []

  /// Reads the texts; O(length).
  ///
  /// - Parameter texts: What is known: the context and the answer.
  public init(_ texts: [String] = []) {
    for text in texts {
      var scanner = MentionScanner(text)
      while let item = scanner.next() {
        switch item.kind {
        case .word, .name:
          words.insert(item.key)
          if let digits = NumberWord.digits(of: item.key) { numbers.insert(digits) }
        case .number: numbers.insert(item.key)
        case .address: addresses.insert(item.key)
        }
      }
    }
  }

  /// What a text names that the known ones do not, in its order and each once; O(length).
  ///
  /// A word counts as known in any case and with or without an `s` at its end, a number written as a word too. Scripts
  /// without capital letters have no names here.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isComplete: Whether it ends here; where not, a word that may still grow is left out.
  /// - Returns: The new mentions.
  public func newMentions(in text: String, isComplete: Bool = true) -> [Mention] {
    var search = MentionSearch(known: self)
    search.append(text)
    return search.mentions(isComplete: isComplete)
  }

  func isKnown(_ item: MentionScanner.Item) -> Bool {
    switch item.kind {
    case .number: return numbers.contains(item.key)
    case .address: return addresses.contains(item.key)
    case .word, .name:
      if words.contains(item.key) || words.contains(item.key + "s") { return true }
      return item.key.hasSuffix("s") && words.contains(String(item.key.dropLast()))
    }
  }
}

/// English words for numbers.
enum NumberWord {
  private static let values: [String: String] = {
    let units = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ]
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    var values: [String: String] = ["hundred": "100", "thousand": "1000", "million": "1000000"]
    for (value, word) in units.enumerated() { values[word] = String(value) }
    for (index, word) in tens.enumerated() { values[word] = String(20 + 10 * index) }
    return values
  }()

  /// The digits for a word in lower case; nil where it is none of these.
  static func digits(of word: String) -> String? { values[word] }
}
