/// Makes statements of tokens.
///
/// Source: `parser.py` of Jinja 3.1; tags are those that chat templates use.
struct TemplateParser {
  private let tokens: [TemplateToken]
  private var position = 0
  private var depth = 0
  /// Parts of the tag's expressions that hang on one another, each of which evaluation goes into.
  private var links = 0

  /// Reads a whole template.
  static func statements(of source: String) throws(ChatTemplateError) -> [TemplateStatement] {
    var parser = TemplateParser(tokens: try TemplateLexer.tokens(of: source))
    let (body, _) = try parser.body(until: [])
    return body
  }

  private init(tokens: [TemplateToken]) { self.tokens = tokens }

  // MARK: - Tokens

  var current: TemplateToken { tokens[min(position, tokens.count - 1)] }
  var line: Int { current.line }

  mutating func advance() { position += 1 }

  func next(_ offset: Int = 1) -> TemplateToken {
    tokens[min(position + offset, tokens.count - 1)]
  }

  func isSign(_ sign: String) -> Bool { current.kind == .sign(sign) }
  func isName(_ name: String) -> Bool { current.kind == .name(name) }

  mutating func skip(_ sign: String) -> Bool {
    guard isSign(sign) else { return false }
    advance()
    return true
  }

  mutating func skipName(_ name: String) -> Bool {
    guard isName(name) else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: TemplateToken.Kind) throws(ChatTemplateError) {
    guard current.kind == kind else {
      throw unexpected(TemplateToken(kind: kind, line: line).words)
    }
    advance()
  }

  mutating func expectName() throws(ChatTemplateError) -> String {
    guard case .name(let name) = current.kind else { throw unexpected("a name") }
    advance()
    return name
  }

  func unexpected(_ expected: String) -> ChatTemplateError {
    .syntax(line: line, found: current.words, expected: expected)
  }

  /// Reads something that may contain itself.
  mutating func nested<Value>(
    _ read: (inout TemplateParser) throws(ChatTemplateError) -> Value
  ) throws(ChatTemplateError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= TemplateLimits.syntaxDepth else { throw .limitExceeded(.depth) }
    return try read(&self)
  }

  /// Counts one more part that hangs on the one before it.
  mutating func link() throws(ChatTemplateError) {
    links += 1
    guard links <= TemplateLimits.expressionLinks else { throw .limitExceeded(.depth) }
  }

  // MARK: - Statements

  /// Reads up to a tag of one of these names, whose name it passes; up to the end where there are none.
  mutating func body(
    until ends: [String]
  ) throws(ChatTemplateError) -> ([TemplateStatement], end: String) {
    var statements: [TemplateStatement] = []
    while true {
      switch current.kind {
      case .data(let text):
        statements.append(.text(text))
        advance()
      case .variableBegin:
        links = 0
        let line = line
        advance()
        statements.append(.output(try tuple(), line: line))
        try expect(.variableEnd)
      case .blockBegin:
        links = 0
        advance()
        let name = try expectName()
        if ends.contains(name) { return (statements, name) }
        statements.append(
          try nested { (parser) throws(ChatTemplateError) in try parser.statement(name) })
      case .end:
        guard ends.isEmpty else { throw unexpected(ends.joined(separator: " or ")) }
        return (statements, "")
      default: throw unexpected("text or a tag")
      }
    }
  }

  private mutating func block(until end: String) throws(ChatTemplateError) -> [TemplateStatement] {
    try expect(.blockEnd)
    let (statements, _) = try body(until: [end])
    try expect(.blockEnd)
    return statements
  }

  private mutating func statement(_ name: String) throws(ChatTemplateError) -> TemplateStatement {
    switch name {
    case "if": return try conditional()
    case "for": return try loop()
    case "set": return try assignment()
    case "macro": return try macro()
    case "filter":
      let line = line
      let filters = try filters()
      return .filtered(filters, body: try block(until: "endfilter"), line: line)
    case "generation": return .group(try block(until: "endgeneration"))
    case "break", "continue":
      try expect(.blockEnd)
      return .leaveLoop(skipsRest: name == "continue")
    default: throw .unknown(line: line, construct: .tag, name: name)
    }
  }

  private mutating func conditional() throws(ChatTemplateError) -> TemplateStatement {
    let line = line
    var branches: [(condition: TemplateExpression?, body: [TemplateStatement])] = []
    var condition: TemplateExpression? = try tuple()
    while true {
      try expect(.blockEnd)
      let ends = condition == nil ? ["endif"] : ["elif", "else", "endif"]
      let (statements, end) = try body(until: ends)
      branches.append((condition, statements))
      switch end {
      case "elif": condition = try tuple()
      case "else": condition = nil
      default:
        try expect(.blockEnd)
        return .branches(branches, line: line)
      }
    }
  }

  private mutating func loop() throws(ChatTemplateError) -> TemplateStatement {
    let line = line
    let target = try target(until: "in")
    guard skipName("in") else { throw unexpected("in") }
    let items = try tuple(withChoice: false)
    let condition = skipName("if") ? try expression() : nil
    if isName("recursive") { throw .unknown(line: line, construct: .tag, name: "for … recursive") }
    try expect(.blockEnd)
    let (statements, end) = try body(until: ["else", "endfor"])
    var otherwise: [TemplateStatement] = []
    if end == "else" { otherwise = try block(until: "endfor") } else { try expect(.blockEnd) }
    return .loop(
      LoopDefinition(
        target: target, items: items, condition: condition, body: statements,
        otherwise: otherwise, line: line))
  }

  private mutating func assignment() throws(ChatTemplateError) -> TemplateStatement {
    let line = line
    let target = try target(until: "=")
    if skip("=") {
      let value = try tuple()
      try expect(.blockEnd)
      return .assignment(target, value, line: line)
    }
    let filters = skip("|") ? try filters() : []
    return .capture(target, filters: filters, body: try block(until: "endset"), line: line)
  }

  private mutating func macro() throws(ChatTemplateError) -> TemplateStatement {
    let name = try expectName()
    try expect(.sign("("))
    var parameters: [(name: String, standard: TemplateExpression?)] = []
    while !skip(")") {
      if !parameters.isEmpty { try expect(.sign(",")) }
      let name = try expectName()
      parameters.append((name, skip("=") ? try expression() : nil))
    }
    let body = try block(until: "endmacro")
    return .macro(MacroDefinition(name: name, parameters: parameters, body: body))
  }

  /// Reads names to assign to, several with commas.
  private mutating func target(until end: String) throws(ChatTemplateError) -> AssignmentTarget {
    var targets: [AssignmentTarget] = []
    var isTuple = false
    while true {
      if skip("(") {
        targets.append(
          try nested { (parser) throws(ChatTemplateError) in try parser.target(until: ")") })
        try expect(.sign(")"))
      } else {
        let name = try expectName()
        if end == "=", skip(".") {
          targets.append(.member(of: name, try expectName()))
        } else {
          targets.append(.name(name))
        }
      }
      guard skip(",") else { break }
      isTuple = true
      if isSign(end) || isName(end) { break }
    }
    return !isTuple && targets.count == 1 ? targets[0] : .tuple(targets)
  }

  /// Reads filters between bars.
  private mutating func filters() throws(ChatTemplateError) -> [FilterCall] {
    var filters = [try filter()]
    while skip("|") { filters.append(try filter()) }
    return filters
  }
}
