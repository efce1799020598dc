/// Reads a text word by word and tells names, numbers and addresses from other words.
struct MentionScanner {
  /// A word, number or address.
  struct Item: Equatable {
    enum Kind: Equatable { case word, name, number, address }

    let kind: Kind
    /// As it stands.
    let text: String
    /// As it is compared.
    let key: String
    /// Whether only blanks or a hyphen stand between the word before and this one.
    let followsDirectly: Bool
  }

  /// What the words before a place tell of the word there.
  struct Place: Equatable {
    var isAtSentenceStart = true
    var isAtLineStart = true
    /// Whether only blanks or a hyphen stand behind the last word.
    var followsDirectly = false
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  /// Where the reading has come to; another scanner can go on from there, at a blank.
  private(set) var place: Place

  /// - Parameters:
  ///   - text: A text, or what follows a blank in one.
  ///   - place: Where it begins in that.
  init(_ text: String, from place: Place = Place()) {
    scalars = Array(text.unicodeScalars)
    self.place = place
  }

  /// Whether the last item reached the end, so that more text could change it.
  var isAtEnd: Bool { index >= scalars.count }

  /// The next item; nil at the end.
  mutating func next() -> Item? {
    while index < scalars.count {
      let scalar = scalars[index]
      if isAtChunkStart, let end = addressEnd() { return address(to: end) }
      if scalar.isDigit { return number() }
      if scalar.isWordPart { return word() }
      skipMark(scalar)
    }
    return nil
  }

  private var isAtChunkStart: Bool { index == 0 || !scalars[index - 1].isWordPart }

  private mutating func skipMark(_ scalar: Unicode.Scalar) {
    index += 1
    switch scalar {
    case "\n", "\r": (place.isAtLineStart, place.isAtSentenceStart) = (true, true)
    // What is quoted may begin like a sentence.
    case ".", "!", "?", "…", ":", "\"", "“", "‘", "«", "„": place.isAtSentenceStart = true
    case " ", "\t", "-", "\u{A0}": return
    default: break
    }
    place.followsDirectly = false
  }

  /// An item that ends here, with the state behind it.
  private mutating func item(
    _ kind: Item.Kind, from start: Int, key: String? = nil
  ) -> Item {
    let text = string(start..<index)
    defer {
      place = Place(isAtSentenceStart: false, isAtLineStart: false, followsDirectly: true)
    }
    return Item(
      kind: kind, text: text, key: key ?? text.lowercased(), followsDirectly: place.followsDirectly)
  }

  private func string(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  private func scalar(at place: Int) -> Unicode.Scalar? {
    scalars.indices.contains(place) ? scalars[place] : nil
  }
}

extension MentionScanner {
  // MARK: - Words

  private mutating func word() -> Item {
    let start = index
    while let scalar = scalar(at: index), scalar.isWordPart { index += 1 }
    let isCapital = scalars[start].properties.isUppercase
    // "I" is a name for nobody in particular.
    let isName =
      isCapital && !place.isAtSentenceStart && !(index - start == 1 && scalars[start] == "I")
    let item = item(isName ? .name : .word, from: start)
    skipEnding()
    skipStopOfAbbreviation(item.text)
    return item
  }

  /// `'s`, `n't`, `'ll`: an apostrophe between letters, and what is behind it.
  private mutating func skipEnding() {
    guard let mark = scalar(at: index), mark == "'" || mark == "’",
      scalar(at: index + 1)?.isWordPart == true
    else { return }
    index += 1
    while let scalar = scalar(at: index), scalar.isWordPart { index += 1 }
  }

  private static let titles: Set<String> = [
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Mt", "Jr", "Sr", "vs", "No",
  ]

  /// A stop behind a title or an initial ends no sentence.
  private mutating func skipStopOfAbbreviation(_ word: String) {
    guard scalar(at: index) == ".", word.unicodeScalars.count == 1 || Self.titles.contains(word)
    else { return }
    index += 1
  }

  // MARK: - Numbers

  private mutating func number() -> Item? {
    let start = index
    let wasAtLineStart = place.isAtLineStart
    while let scalar = scalar(at: index) {
      let isSeparator = scalar == "." || scalar == "," || scalar == ":"
      guard scalar.isDigit || isSeparator && self.scalar(at: index + 1)?.isDigit == true else {
        break
      }
      index += 1
    }
    let end = index
    // `20th`, `5kg`: the letters belong to the word, not to the number.
    while let scalar = scalar(at: index), scalar.isWordPart { index += 1 }
    if wasAtLineStart, index == end, let mark = scalar(at: index), mark == "." || mark == ")" {
      // The number of a list's item says nothing.
      index += 1
      (place.isAtLineStart, place.isAtSentenceStart) = (false, true)
      return next()
    }
    return item(.number, from: start, key: Self.numberKey(string(start..<end)))
  }

  /// The number without what people write differently: `1,000` is `1000` and `3,5` is `3.5`.
  private static func numberKey(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
    return groups.joined(separator: isGrouped ? "" : ".")
  }

  // MARK: - Addresses

  private static let domains: Set<String> = [
    "com", "org", "net", "edu", "gov", "io", "co", "info", "dev", "ai", "uk", "de", "fr", "eu",
  ]

  /// Where an address that begins here ends; nil where none does.
  private func addressEnd() -> Int? {
    guard scalars[index].isWordPart || scalars[index].isDigit else { return nil }
    var end = index
    var hasStop = false
    while let scalar = scalar(at: end), !scalar.properties.isWhitespace, !scalar.endsAddress {
      hasStop = hasStop || scalar == "." || scalar == ":"
      end += 1
    }
    // Cheap for the many words that are no addresses.
    guard hasStop else { return nil }
    while end > index, ".,:;!?'’…".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
    return Self.isAddress(string(index..<end).lowercased()) ? end : nil
  }

  private static func isAddress(_ text: String) -> Bool {
    if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.") {
      return true
    }
    var host = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = host.firstIndex(of: "@") {
      guard at > host.startIndex else { return false }
      host = host[host.index(after: at)...]
      return host.split(separator: ".").count > 1
    }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, domains.contains(String(last)) else {
      return false
    }
    return labels.allSatisfy { label in
      !label.isEmpty
        && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }

  private mutating func address(to end: Int) -> Item {
    let start = index
    index = end
    var key = string(start..<end).lowercased()
    for prefix in ["https://", "http://", "www."] where key.hasPrefix(prefix) {
      key.removeFirst(prefix.count)
    }
    if key.hasSuffix("/") { key.removeLast() }
    return item(.address, from: start, key: key)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }

  /// Letters with their marks, digits and `_`; ASCII is decided without the Unicode tables, for speed.
  fileprivate var isWordPart: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    case ..<0x80: false
    default: properties.isAlphabetic || properties.numericType != nil
    }
  }

  /// What stands behind an address, in texts and in Markdown.
  fileprivate var endsAddress: Bool {
    switch self {
    case "\"", "<", ">", "(", ")", "[", "]", "{", "}", "“", "”", "«", "»", "*", "`", "|": true
    default: false
    }
  }
}
