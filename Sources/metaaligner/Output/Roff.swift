/// Text in the language of manual pages (man(7)).
struct Roff {
  private(set) var text = ""

  /// A line that begins with a request, and its arguments.
  mutating func request(_ name: String, _ arguments: String...) {
    text += "." + name
    for argument in arguments {
      // Inside of quotes, a quote is written twice.
      text += " \"" + Self.escaped(argument).replacing("\"", with: "\"\"") + "\""
    }
    text += "\n"
  }

  /// Running text; line ends in it mean nothing.
  mutating func paragraph(_ paragraph: String) {
    text += Self.guarded(Self.escaped(paragraph)) + "\n"
  }

  /// A term and what is said of it.
  ///
  /// - Parameters:
  ///   - term: In bold.
  ///   - rest: Behind the term, in italics.
  ///   - paragraph: What is said.
  mutating func item(_ term: String, _ rest: String = "", _ paragraph: String) {
    text += ".TP\n\\fB" + Self.escaped(term) + "\\fR"
    if !rest.isEmpty { text += " \\fI" + Self.escaped(rest) + "\\fR" }
    text += "\n"
    self.paragraph(paragraph)
  }

  /// Lines that stay as they are.
  mutating func verbatim(_ lines: [Substring]) {
    text += ".PP\n.nf\n"
    for line in lines { text += Self.guarded(Self.escaped(String(line))) + "\n" }
    text += ".fi\n"
  }

  /// Paragraphs and indented lines as the help has them.
  mutating func discussion(_ discussion: String) {
    var block: [Substring] = []
    // A blank line at the end closes the last block.
    for line in (discussion + "\n").split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(" ") {
        block.append(line)
        continue
      }
      if !block.isEmpty { verbatim(block) }
      block = []
      if line.isEmpty { continue }
      text += ".PP\n"
      paragraph(String(line))
    }
  }

  /// A backslash begins an escape, and a bare minus may be set as a dash.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }

  /// A line that begins with a dot or an apostrophe would be a request.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
