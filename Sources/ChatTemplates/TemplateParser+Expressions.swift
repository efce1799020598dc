extension TemplateParser {
  /// Reads an expression, or several with commas, which are a list.
  mutating func tuple(withChoice: Bool = true) throws(ChatTemplateError) -> TemplateExpression {
    let first = try withChoice ? expression() : disjunction()
    guard isSign(",") else { return first }
    var elements = [first]
    while skip(","), beginsExpression {
      elements.append(try withChoice ? expression() : disjunction())
    }
    return .list(elements)
  }

  private var beginsExpression: Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .end: false
    case .sign(let sign): !["=", ")", "]", "}"].contains(sign)
    default: true
    }
  }

  /// Reads `a if b else c`, or what binds more.
  mutating func expression() throws(ChatTemplateError) -> TemplateExpression {
    try nested { (parser) throws(ChatTemplateError) in
      var value = try parser.disjunction()
      while parser.skipName("if") {
        try parser.link()
        let condition = try parser.disjunction()
        let otherwise = parser.skipName("else") ? try parser.expression() : nil
        value = .choice(value, condition: condition, otherwise: otherwise)
      }
      return value
    }
  }

  private mutating func disjunction() throws(ChatTemplateError) -> TemplateExpression {
    var left = try conjunction()
    while skipName("or") {
      try link()
      left = .either(left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(ChatTemplateError) -> TemplateExpression {
    var left = try inversion()
    while skipName("and") {
      try link()
      left = .both(left, try inversion())
    }
    return left
  }

  private mutating func inversion() throws(ChatTemplateError) -> TemplateExpression {
    guard skipName("not") else { return try comparison() }
    return .negation(
      try nested { (parser) throws(ChatTemplateError) in try parser.inversion() })
  }

  private mutating func comparison() throws(ChatTemplateError) -> TemplateExpression {
    let first = try sum()
    var rest: [(ComparisonOperator, TemplateExpression)] = []
    while let sign = comparisonOperator() {
      rest.append((sign, try sum()))
    }
    return rest.isEmpty ? first : .comparison(first, rest)
  }

  private mutating func comparisonOperator() -> ComparisonOperator? {
    if case .sign(let sign) = current.kind, let found = ComparisonOperator(rawValue: sign) {
      advance()
      return found
    }
    if skipName("in") { return .contained }
    guard isName("not"), next().kind == .name("in") else { return nil }
    advance()
    advance()
    return .notContained
  }

  private mutating func sum() throws(ChatTemplateError) -> TemplateExpression {
    var left = try joined()
    while let sign = binaryOperator([.plus, .minus]) {
      try link()
      left = .binary(sign, left, try joined())
    }
    return left
  }

  private mutating func joined() throws(ChatTemplateError) -> TemplateExpression {
    var left = try product()
    while let sign = binaryOperator([.joined]) {
      try link()
      left = .binary(sign, left, try product())
    }
    return left
  }

  private mutating func product() throws(ChatTemplateError) -> TemplateExpression {
    var left = try power()
    while let sign = binaryOperator([.times, .divided, .dividedWhole, .remainder]) {
      try link()
      left = .binary(sign, left, try power())
    }
    return left
  }

  private mutating func power() throws(ChatTemplateError) -> TemplateExpression {
    var left = try signed(withFilters: true)
    while let sign = binaryOperator([.power]) {
      try link()
      left = .binary(sign, left, try signed(withFilters: true))
    }
    return left
  }

  private mutating func binaryOperator(_ wanted: [BinaryOperator]) -> BinaryOperator? {
    guard case .sign(let sign) = current.kind, let found = BinaryOperator(rawValue: sign),
      wanted.contains(found)
    else { return nil }
    advance()
    return found
  }

  private mutating func signed(
    withFilters: Bool
  ) throws(ChatTemplateError) -> TemplateExpression {
    var value: TemplateExpression
    if isSign("-") || isSign("+") {
      let isMinus = isSign("-")
      advance()
      let operand = try nested { (parser) throws(ChatTemplateError) in
        try parser.signed(withFilters: false)
      }
      value = .sign(operand, isMinus: isMinus)
    } else {
      value = try primary()
    }
    value = try postfix(value)
    return withFilters ? try filtered(value) : value
  }

  // MARK: - Values

  private mutating func primary() throws(ChatTemplateError) -> TemplateExpression {
    let token = current
    switch token.kind {
    case .name(let name):
      advance()
      switch name {
      case "true", "True": return .literal(.boolean(true))
      case "false", "False": return .literal(.boolean(false))
      case "none", "None": return .literal(.none)
      default: return .name(name)
      }
    case .string(var text):
      advance()
      while case .string(let more) = current.kind {
        text = text + more
        advance()
      }
      return .literal(.text(text))
    case .integer(let value):
      advance()
      return .literal(.integer(value))
    case .number(let value):
      advance()
      return .literal(.number(value))
    case .sign("("):
      advance()
      if skip(")") { return .list([]) }
      let value = try tuple()
      try expect(.sign(")"))
      return value
    case .sign("["):
      advance()
      var elements: [TemplateExpression] = []
      while !skip("]") {
        if !elements.isEmpty { try expect(.sign(",")) }
        if skip("]") { break }
        elements.append(try expression())
      }
      return .list(elements)
    case .sign("{"): return try mapping()
    default: throw unexpected("an expression")
    }
  }

  private mutating func mapping() throws(ChatTemplateError) -> TemplateExpression {
    advance()
    var members: [(key: TemplateExpression, value: TemplateExpression)] = []
    while !skip("}") {
      if !members.isEmpty { try expect(.sign(",")) }
      if skip("}") { break }
      let key = try expression()
      try expect(.sign(":"))
      members.append((key, try expression()))
    }
    return .mapping(members)
  }

  private mutating func postfix(
    _ start: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    var value = start
    while true {
      try link()
      if skip(".") {
        if case .integer(let index) = current.kind {
          advance()
          value = .element(value, .literal(.integer(index)))
        } else {
          value = .attribute(value, try expectName())
        }
      } else if isSign("[") {
        advance()
        value = try subscripted(value)
      } else if isSign("(") {
        let line = line
        value = .call(value, try arguments(), line: line)
      } else {
        return value
      }
    }
  }

  private mutating func subscripted(
    _ value: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    var bounds: [TemplateExpression?] = []
    var isSlice = false
    while true {
      if isSign(":") {
        bounds.append(nil)
      } else if isSign("]") {
        bounds.append(nil)
        break
      } else {
        bounds.append(try expression())
        if isSign("]") { break }
      }
      try expect(.sign(":"))
      isSlice = true
      guard bounds.count < 3 else { throw unexpected("]") }
    }
    try expect(.sign("]"))
    guard isSlice else {
      guard case let index?? = bounds.first else { throw unexpected("an index") }
      return .element(value, index)
    }
    func bound(_ place: Int) -> TemplateExpression? { place < bounds.count ? bounds[place] : nil }
    return .slice(value, SliceBounds(start: bound(0), end: bound(1), step: bound(2)))
  }

  mutating func arguments() throws(ChatTemplateError) -> CallArguments {
    try expect(.sign("("))
    var arguments = CallArguments()
    var isFirst = true
    while !skip(")") {
      if !isFirst { try expect(.sign(",")) }
      isFirst = false
      if skip(")") { break }
      if case .name(let name) = current.kind, next().kind == .sign("=") {
        advance()
        advance()
        arguments.named.append((name, try expression()))
      } else {
        guard arguments.named.isEmpty else { throw unexpected("a named argument") }
        arguments.positional.append(try expression())
      }
    }
    return arguments
  }

  // MARK: - Filters and tests

  private mutating func filtered(
    _ start: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    var value = start
    while true {
      try link()
      if skip("|") {
        value = .filter(value, try filter())
      } else if isName("is") {
        value = try test(value)
      } else if isSign("(") {
        let line = line
        value = .call(value, try arguments(), line: line)
      } else {
        return value
      }
    }
  }

  /// Reads a filter behind its bar.
  mutating func filter() throws(ChatTemplateError) -> FilterCall {
    let line = line
    let name = try expectName()
    guard TemplateFilter(rawValue: name) != nil else {
      throw .unknown(line: line, construct: .filter, name: name)
    }
    return FilterCall(
      name: name, arguments: isSign("(") ? try arguments() : CallArguments(), line: line)
  }

  private mutating func test(
    _ value: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateExpression {
    advance()
    let isNegated = skipName("not")
    let line = line
    let name: String
    if case .sign(let sign) = current.kind, TemplateTest(rawValue: sign) != nil {
      name = sign
      advance()
    } else {
      name = try expectName()
    }
    guard TemplateTest(rawValue: name) != nil else {
      throw .unknown(line: line, construct: .test, name: name)
    }
    var arguments = CallArguments()
    if isSign("(") {
      arguments = try self.arguments()
    } else if beginsTestArgument {
      let argument = try postfix(primary())
      arguments.positional.append(argument)
    }
    return .test(
      value, FilterCall(name: name, arguments: arguments, line: line), isNegated: isNegated)
  }

  private var beginsTestArgument: Bool {
    switch current.kind {
    case .name(let name): !["else", "or", "and", "is", "if", "in", "not"].contains(name)
    case .string, .integer, .number: true
    case .sign(let sign): sign == "[" || sign == "{"
    default: false
    }
  }
}
