/// Cuts a template into tokens, with blanks removed as transformers has Jinja remove them: the line feed after a tag,
/// and the white space before a tag that begins a line.
///
/// Source: `lexer.py` of Jinja 3.1, with `trim_blocks` and `lstrip_blocks`.
struct TemplateLexer {
  private let source: [Unicode.Scalar]
  private var place = 0
  private var line = 1
  private var tokens: [TemplateToken] = []
  /// Whether the last tag ended with a line feed, or there was none.
  private var isAtLineStart = true

  /// Cuts a whole template.
  static func tokens(of source: String) throws(ChatTemplateError) -> [TemplateToken] {
    var lexer = TemplateLexer(source)
    try lexer.readAll()
    return lexer.tokens
  }

  private init(_ text: String) {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
      if let last = scalars.last, last == "\r" { scalars[scalars.count - 1] = "\n" }
      scalars.append(scalar)
    }
    if scalars.last == "\r" { scalars[scalars.count - 1] = "\n" }
    // One line feed at the end does not count.
    if scalars.last == "\n" { scalars.removeLast() }
    source = scalars
  }

  private mutating func readAll() throws(ChatTemplateError) {
    while place < source.count {
      let start = place
      while place < source.count, tagKind(at: place) == nil { place += 1 }
      guard let kind = tagKind(at: place) else {
        appendData(Array(source[start...]))
        break
      }
      var sign: Unicode.Scalar?
      if let next = scalar(place + 2), next == "-" || next == "+" { sign = next }
      appendData(trimmed(Array(source[start..<place]), before: kind, sign: sign))
      advanceLines(start..<place)
      place += sign == nil ? 2 : 3
      switch kind {
      case "#": try passComment()
      case "%" where isRaw(): try passRaw()
      default: try readTag(isBlock: kind == "%")
      }
    }
    tokens.append(TemplateToken(kind: .end, line: line))
  }

  /// `{`, `%` or `#` where a tag begins.
  private func tagKind(at place: Int) -> Unicode.Scalar? {
    guard scalar(place) == "{", let kind = scalar(place + 1) else { return nil }
    return kind == "{" || kind == "%" || kind == "#" ? kind : nil
  }

  private func scalar(_ place: Int) -> Unicode.Scalar? {
    place < source.count ? source[place] : nil
  }

  private func hasText(_ text: String, at place: Int) -> Bool {
    source[min(place, source.count)...].starts(with: text.unicodeScalars)
  }

  private mutating func advanceLines(_ range: Range<Int>) {
    for scalar in source[range] where scalar == "\n" { line += 1 }
  }

  private func trimmed(
    _ text: [Unicode.Scalar], before kind: Unicode.Scalar, sign: Unicode.Scalar?
  ) -> [Unicode.Scalar] {
    var text = text
    if sign == "-" {
      while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    } else if sign == nil, kind != "{" {
      let lineStart = text.lastIndex(of: "\n").map { $0 + 1 } ?? 0
      if lineStart > 0 || isAtLineStart,
        text[lineStart...].allSatisfy(\.properties.isWhitespace)
      {
        text.removeSubrange(lineStart...)
      }
    }
    return text
  }

  private mutating func appendData(_ text: [Unicode.Scalar]) {
    guard !text.isEmpty else { return }
    tokens.append(
      TemplateToken(kind: .data(TemplateText(units: text.map(\.value))), line: line))
  }

  /// Passes the end of a tag, whose sign stands before it, and the blanks that go with it.
  private mutating func passEnd(length: Int, sign: Unicode.Scalar?, trimsLineFeed: Bool) {
    let start = place
    place += length
    if sign == "-" {
      while let next = scalar(place), next.properties.isWhitespace { place += 1 }
    } else if sign == nil, trimsLineFeed, scalar(place) == "\n" {
      place += 1
    }
    isAtLineStart = source[place - 1] == "\n"
    advanceLines(start..<place)
  }

  private mutating func passComment() throws(ChatTemplateError) {
    let start = place
    while place < source.count, !hasText("#}", at: place) { place += 1 }
    guard place < source.count else { throw syntax("#}") }
    advanceLines(start..<place)
    let before = place > start ? source[place - 1] : nil
    let sign = before == "-" || before == "+" ? before : nil
    passEnd(length: 2, sign: sign, trimsLineFeed: true)
  }

  /// Whether the block that begins here is `raw`.
  private func isRaw() -> Bool {
    var next = place
    while let scalar = scalar(next), scalar.properties.isWhitespace { next += 1 }
    guard hasText("raw", at: next) else { return false }
    next += 3
    while let scalar = scalar(next), scalar.properties.isWhitespace { next += 1 }
    return hasText("%}", at: next) || hasText("-%}", at: next)
  }

  private mutating func passRaw() throws(ChatTemplateError) {
    while place < source.count, source[place] != "%", source[place] != "-" { place += 1 }
    let sign: Unicode.Scalar? = scalar(place) == "-" ? "-" : nil
    passEnd(length: sign == nil ? 2 : 3, sign: sign, trimsLineFeed: false)
    let start = place
    while place < source.count {
      if let end = rawEnd(at: place) {
        let opening: Unicode.Scalar? = scalar(place + 2).flatMap {
          $0 == "-" || $0 == "+" ? $0 : nil
        }
        appendData(trimmed(Array(source[start..<place]), before: "%", sign: opening))
        advanceLines(start..<place)
        place = end
        let before = source[end - 1]
        passEnd(
          length: 2, sign: before == "-" || before == "+" ? before : nil, trimsLineFeed: true)
        return
      }
      place += 1
    }
    throw syntax("{% endraw %}")
  }

  /// Where `%}` of `{% endraw %}` is, if that tag begins at `place`.
  private func rawEnd(at place: Int) -> Int? {
    guard hasText("{%", at: place) else { return nil }
    var next = place + 2
    if let sign = scalar(next), sign == "-" || sign == "+" { next += 1 }
    while let scalar = scalar(next), scalar.properties.isWhitespace { next += 1 }
    guard hasText("endraw", at: next) else { return nil }
    next += 6
    while let scalar = scalar(next), scalar.properties.isWhitespace { next += 1 }
    if let sign = scalar(next), sign == "-" || sign == "+" { next += 1 }
    return hasText("%}", at: next) ? next : nil
  }

  // MARK: - Within tags

  private mutating func readTag(isBlock: Bool) throws(ChatTemplateError) {
    append(isBlock ? .blockBegin : .variableBegin)
    let end = isBlock ? "%}" : "}}"
    var openBrackets = 0
    while place < source.count {
      let next = source[place]
      if next.properties.isWhitespace {
        if next == "\n" { line += 1 }
        place += 1
        continue
      }
      if openBrackets == 0 {
        let hasSign = (next == "-" || next == "+" && isBlock) && hasText(end, at: place + 1)
        if hasSign || hasText(end, at: place) {
          append(isBlock ? .blockEnd : .variableEnd)
          passEnd(
            length: hasSign ? 3 : 2, sign: hasSign ? next : nil, trimsLineFeed: isBlock)
          return
        }
      }
      switch next {
      case "(", "[", "{": openBrackets += 1
      case ")", "]", "}": openBrackets = max(0, openBrackets - 1)
      default: break
      }
      try readToken(next)
    }
    throw syntax(end)
  }

  private mutating func readToken(_ first: Unicode.Scalar) throws(ChatTemplateError) {
    switch first {
    case "'", "\"": try readString(first)
    case "0"..."9": try readNumber()
    case _ where first == "_" || first.properties.isXIDStart: readName()
    default:
      let two = String(String.UnicodeScalarView(source[place..<min(place + 2, source.count)]))
      if ["//", "**", "==", "!=", "<=", ">="].contains(two) {
        place += 2
        return append(.sign(two))
      }
      guard "+-/*%~[](){}><=.:|,".unicodeScalars.contains(first) else {
        throw .syntax(line: line, found: String(first), expected: "an expression")
      }
      place += 1
      append(.sign(String(first)))
    }
  }

  private mutating func readName() {
    let start = place
    while let next = scalar(place), next == "_" || next.properties.isXIDContinue { place += 1 }
    append(.name(String(String.UnicodeScalarView(source[start..<place]))))
  }

  private mutating func readNumber() throws(ChatTemplateError) {
    let start = place
    func isDigit(_ place: Int) -> Bool {
      scalar(place).map { ("0"..."9").contains($0) } ?? false
    }
    func digits(from place: Int) -> Int {
      var end = place
      while isDigit(end) || scalar(end) == "_" && isDigit(end + 1) { end += 1 }
      return end
    }
    place = digits(from: place)
    var isWhole = true
    if scalar(place) == ".", isDigit(place + 1) {
      place = digits(from: place + 1)
      isWhole = false
    }
    if let mark = scalar(place), mark == "e" || mark == "E" {
      let hasSign = scalar(place + 1) == "+" || scalar(place + 1) == "-"
      let exponent = place + (hasSign ? 2 : 1)
      if isDigit(exponent) {
        place = digits(from: exponent)
        isWhole = false
      }
    }
    let text = String(String.UnicodeScalarView(source[start..<place].filter { $0 != "_" }))
    if isWhole, let value = Int(text) { return append(.integer(value)) }
    guard !isWhole, let value = Double(text) else {
      throw .syntax(line: line, found: text, expected: "a number of 64 bits")
    }
    append(.number(value))
  }

  mutating func append(_ kind: TemplateToken.Kind) {
    tokens.append(TemplateToken(kind: kind, line: line))
  }

  private func syntax(_ expected: String) -> ChatTemplateError {
    .syntax(line: line, found: "the end of the template", expected: expected)
  }
}

extension TemplateLexer {
  /// Reads a string, whose escapes are Python's.
  private mutating func readString(_ quote: Unicode.Scalar) throws(ChatTemplateError) {
    var units: [UInt32] = []
    let firstLine = line
    place += 1
    while place < source.count, source[place] != quote {
      let next = source[place]
      place += 1
      if next == "\n" { line += 1 }
      guard next == "\\", place < source.count else {
        units.append(next.value)
        continue
      }
      let escaped = source[place]
      place += 1
      switch escaped {
      case "n": units.append(0x0A)
      case "t": units.append(0x09)
      case "r": units.append(0x0D)
      case "a": units.append(0x07)
      case "b": units.append(0x08)
      case "f": units.append(0x0C)
      case "v": units.append(0x0B)
      case "\\", "'", "\"": units.append(escaped.value)
      case "\n": line += 1
      case "x": units.append(try codePoint(digits: 2))
      case "u": units.append(try codePoint(digits: 4))
      case "U": units.append(try codePoint(digits: 8))
      case "0"..."7":
        var value = escaped.value - 0x30
        var length = 1
        while length < 3, place < source.count, ("0"..."7").contains(source[place]) {
          value = value * 8 + source[place].value - 0x30
          place += 1
          length += 1
        }
        units.append(value)
      default: units += [0x5C, escaped.value]
      }
    }
    guard place < source.count else { throw syntax("\(quote)") }
    place += 1
    tokens.append(TemplateToken(kind: .string(TemplateText(units: units)), line: firstLine))
  }

  private mutating func codePoint(digits: Int) throws(ChatTemplateError) -> UInt32 {
    let end = min(place + digits, source.count)
    let text = String(String.UnicodeScalarView(source[place..<end]))
    guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit),
      let value = UInt32(text, radix: 16), Unicode.Scalar(value) != nil
    else {
      throw .syntax(line: line, found: text, expected: "\(digits) hexadecimal digits")
    }
    place = end
    return value
  }
}
