/// One of the patterns that cut text into words before byte-pair encoding.
///
/// A tokenizer's file writes them as regular expressions. No expression from a file is ever run, for it could take
/// forever: the ones that are known, by their exact text, stand here as what they say.
struct WordPattern: Sendable, Equatable {
  /// What may stand before letters and belong to their word.
  enum Lead: Sendable, Equatable {
    /// A space.
    case space
    /// Any one character but line breaks, letters and numbers.
    case anything
  }
  /// How numbers are cut.
  enum Numbers: Sendable, Equatable {
    /// A run of any length, with a space before it.
    case runsAfterSpace
    /// At most so many at once, without a space.
    case groups(Int)
  }

  /// Whether `'S`, `'Re` and such are cut as `'s` and `'re` are.
  let contractionsIgnoreCase: Bool
  let lead: Lead
  let numbers: Numbers
  /// Whether line breaks belong to the symbols before them and to the blanks before them.
  let bindsLineBreaks: Bool

  /// GPT-2.
  static let gpt2 = WordPattern(
    contractionsIgnoreCase: false, lead: .space, numbers: .runsAfterSpace, bindsLineBreaks: false)
  /// Llama 3, and GPT-4.
  static let llama3 = WordPattern(
    contractionsIgnoreCase: true, lead: .anything, numbers: .groups(3), bindsLineBreaks: true)
  /// Qwen 2 and 3.
  static let qwen2 = WordPattern(
    contractionsIgnoreCase: true, lead: .anything, numbers: .groups(1), bindsLineBreaks: true)

  /// The patterns by their expressions.
  static let known: [String: WordPattern] = {
    let contractions = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)"#
    let end = #" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    let words = #"[^\r\n\p{L}\p{N}]?\p{L}+"#
    return [
      #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: gpt2,
      #"(?:'s|'t|'re|'ve|'m|'ll|'d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: gpt2,
      "\(contractions)|\(words)|\\p{N}{1,3}|\(end)": llama3,
      "\(contractions)|\(words)|\\p{N}|\(end)": qwen2,
    ]
  }()

  /// Cuts a text; every character is part of one word. O(n)
  func words(in text: ArraySlice<Unicode.Scalar>) -> [ArraySlice<Unicode.Scalar>] {
    let kinds = text.map(CharacterKind.init)
    let scanner = WordScanner(text: text, kinds: kinds, pattern: self)
    var words: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    while start < kinds.count {
      let end = scanner.end(ofWordAt: start)
      words.append(text[(text.startIndex + start)..<(text.startIndex + end)])
      start = end
    }
    return words
  }
}

/// What the patterns tell apart.
enum CharacterKind: Sendable {
  case letter, number, lineBreak
  /// White space other than CR and LF.
  case blank
  case other

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x61...0x7A, 0x41...0x5A: self = .letter
    case 0x30...0x39: self = .number
    case 0x0A, 0x0D: self = .lineBreak
    case 0x20, 0x09, 0x0B, 0x0C: self = .blank
    case 0..<0x80: self = .other
    default:
      if scalar.properties.isWhitespace {
        self = .blank
        return
      }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
        self = .letter
      case .decimalNumber, .letterNumber, .otherNumber: self = .number
      default: self = .other
      }
    }
  }

  /// Whether it is white space of any kind.
  var isSpace: Bool { self == .blank || self == .lineBreak }
}

/// Finds where words end, trying the parts of a pattern in their order.
private struct WordScanner {
  let text: ArraySlice<Unicode.Scalar>
  let kinds: [CharacterKind]
  let pattern: WordPattern

  /// The end of the word that begins at `start`, beyond it.
  func end(ofWordAt start: Int) -> Int {
    if let end = contraction(at: start) { return end }
    switch pattern.lead {
    case .space:
      let body = isSpaceCharacter(start) ? start + 1 : start
      if kind(body) == .letter { return run(of: .letter, from: body) }
    case .anything:
      if kinds[start] == .letter { return run(of: .letter, from: start) }
      if kinds[start] != .lineBreak, kinds[start] != .number, kind(start + 1) == .letter {
        return run(of: .letter, from: start + 1)
      }
    }
    switch pattern.numbers {
    case .runsAfterSpace:
      let body = isSpaceCharacter(start) ? start + 1 : start
      if kind(body) == .number { return run(of: .number, from: body) }
    case .groups(let most):
      if kinds[start] == .number { return min(run(of: .number, from: start), start + most) }
    }
    let symbols = isSpaceCharacter(start) ? start + 1 : start
    if kind(symbols) == .other {
      let end = run(of: .other, from: symbols)
      return pattern.bindsLineBreaks ? run(of: .lineBreak, from: end) : end
    }
    return endOfSpace(from: start)
  }

  /// The end of a run of white space: its last character is left to the word after it, where there is one.
  private func endOfSpace(from start: Int) -> Int {
    var end = start
    var afterLastBreak: Int?
    while end < kinds.count, kinds[end].isSpace {
      end += 1
      if kinds[end - 1] == .lineBreak { afterLastBreak = end }
    }
    if pattern.bindsLineBreaks, let afterLastBreak { return afterLastBreak }
    return end < kinds.count && end - start > 1 ? end - 1 : end
  }

  private func kind(_ place: Int) -> CharacterKind? {
    place < kinds.count ? kinds[place] : nil
  }

  private func isSpaceCharacter(_ place: Int) -> Bool {
    place < kinds.count && text[text.startIndex + place] == " "
  }

  private func run(of kind: CharacterKind, from start: Int) -> Int {
    var end = start
    while end < kinds.count, kinds[end] == kind { end += 1 }
    return end
  }

  /// The end of `'s` and the others.
  private func contraction(at start: Int) -> Int? {
    guard text[text.startIndex + start] == "'", let first = letter(start + 1) else { return nil }
    switch first {
    case "s", "t", "m", "d": return start + 2
    default: break
    }
    guard let second = letter(start + 2) else { return nil }
    switch (first, second) {
    case ("r", "e"), ("v", "e"), ("l", "l"): return start + 3
    default: return nil
    }
  }

  /// A letter, in lower case where case does not count.
  private func letter(_ place: Int) -> Unicode.Scalar? {
    guard place < kinds.count else { return nil }
    let scalar = text[text.startIndex + place]
    guard pattern.contractionsIgnoreCase else { return scalar }
    switch scalar {
    case "A"..."Z": return Unicode.Scalar(scalar.value + 32)
    // The long s is an s without case.
    case "\u{17F}": return "s"
    default: return scalar
    }
  }
}
