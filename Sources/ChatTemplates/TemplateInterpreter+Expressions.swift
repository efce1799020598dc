extension TemplateInterpreter {
  /// The value of an expression.
  mutating func evaluate(
    _ expression: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateValue {
    try step()
    return try nested { (interpreter) throws(ChatTemplateError) in
      try interpreter.value(of: expression)
    }
  }

  private mutating func value(
    of expression: TemplateExpression
  ) throws(ChatTemplateError) -> TemplateValue {
    switch expression {
    case .literal(let literal): return literal.value
    case .name(let name): return lookUp(name)
    case .list(let elements):
      var values: [TemplateValue] = []
      for element in elements { values.append(try evaluate(element)) }
      return .list(values)
    case .mapping(let members):
      var mapping = TemplateMapping()
      for (key, value) in members { mapping[try evaluate(key)] = try evaluate(value) }
      return .mapping(mapping)
    case .attribute(let owner, let name): return try attribute(name, of: evaluate(owner))
    case .element(let owner, let key): return try element(evaluate(key), of: evaluate(owner))
    case .slice(let owner, let bounds): return try slice(evaluate(owner), bounds)
    case .call(let callee, let arguments, let line):
      let callee = try evaluate(callee)
      self.line = line
      return try call(callee, arguments)
    case .filter(let operand, let filter): return try apply(filter, to: evaluate(operand))
    case .test(let operand, let test, let isNegated):
      return .boolean(try apply(test, asTestTo: evaluate(operand)) != isNegated)
    case .negation(let operand): return .boolean(try !evaluate(operand).isTrue)
    case .sign(let operand, let isMinus): return try signed(evaluate(operand), isMinus: isMinus)
    case .binary(let sign, let left, let right):
      let left = try evaluate(left)
      return try combined(sign, left, evaluate(right))
    case .comparison(let first, let rest): return .boolean(try comparison(first, rest))
    case .both(let left, let right):
      let value = try evaluate(left)
      return value.isTrue ? try evaluate(right) : value
    case .either(let left, let right):
      let value = try evaluate(left)
      return value.isTrue ? value : try evaluate(right)
    case .choice(let value, let condition, let otherwise):
      if try evaluate(condition).isTrue { return try evaluate(value) }
      guard let otherwise else { return .undefined("if without else") }
      return try evaluate(otherwise)
    }
  }

  // MARK: - Operators

  private func signed(
    _ value: TemplateValue, isMinus: Bool
  ) throws(ChatTemplateError) -> TemplateValue {
    if let whole = value.whole {
      guard isMinus else { return .integer(whole) }
      let (result, overflows) = 0.subtractingReportingOverflow(whole)
      if !overflows { return .integer(result) }
    } else if let real = value.real {
      return .number(isMinus ? -real : real)
    }
    throw wrong(isMinus ? "-" : "+", value)
  }

  private mutating func combined(
    _ sign: BinaryOperator, _ left: TemplateValue, _ right: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    switch (sign, left, right) {
    case (.joined, _, _):
      let one = try printed(left)
      let other = try printed(right)
      try charge(one.count + other.count)
      return .text(one + other)
    case (.plus, .text(let one), .text(let other)):
      try charge(one.count + other.count)
      return .text(one + other)
    case (.plus, .list(let one), .list(let other)):
      try charge(one.count + other.count)
      return .list(one + other)
    case (.times, .text(let text), _):
      return .text(TemplateText(units: try repeated(text.units, right)))
    case (.times, _, .text(let text)):
      return .text(TemplateText(units: try repeated(text.units, left)))
    case (.times, .list(let elements), _): return .list(try repeated(elements, right))
    default: return try arithmetic(sign, left, right)
    }
  }

  private mutating func repeated<Element>(
    _ elements: [Element], _ count: TemplateValue
  ) throws(ChatTemplateError) -> [Element] {
    guard let count = count.whole else { throw wrong("*", count) }
    let (total, overflows) = elements.count.multipliedReportingOverflow(by: max(0, count))
    guard !overflows else { throw .limitExceeded(.memory) }
    try charge(max(total, min(count, TemplateLimits.work)))
    return Array(repeatElement(elements, count: max(0, count)).joined())
  }

  private func arithmetic(
    _ sign: BinaryOperator, _ left: TemplateValue, _ right: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    if let one = left.whole, let other = right.whole, sign != .divided {
      let result: (partialValue: Int, overflow: Bool)
      switch sign {
      case .plus: result = one.addingReportingOverflow(other)
      case .minus: result = one.subtractingReportingOverflow(other)
      case .times: result = one.multipliedReportingOverflow(by: other)
      case .dividedWhole, .remainder:
        guard other != 0 else { throw wrong(sign.rawValue, right) }
        result = Self.divided(one, other, givesRemainder: sign == .remainder)
      default: result = try Self.power(one, other, wrong(sign.rawValue, right))
      }
      guard !result.overflow else { throw wrong(sign.rawValue, left) }
      return .integer(result.partialValue)
    }
    guard let one = left.real else { throw wrong(sign.rawValue, left) }
    guard let other = right.real else { throw wrong(sign.rawValue, right) }
    switch sign {
    case .plus: return .number(one + other)
    case .minus: return .number(one - other)
    case .times: return .number(one * other)
    case .divided where other != 0: return .number(one / other)
    case .dividedWhole where other != 0: return .number((one / other).rounded(.down))
    case .remainder where other != 0:
      return .number(one - other * (one / other).rounded(.down))
    default: throw wrong(sign.rawValue, right)
    }
  }

  /// Rounds down, as Python does.
  private static func divided(
    _ one: Int, _ other: Int, givesRemainder: Bool
  ) -> (partialValue: Int, overflow: Bool) {
    let (quotient, overflows) = one.dividedReportingOverflow(by: other)
    guard !overflows else { return (0, true) }
    let remainder = one % other
    let isBelow = remainder != 0 && (remainder < 0) != (other < 0)
    if givesRemainder { return (isBelow ? remainder + other : remainder, false) }
    return (isBelow ? quotient - 1 : quotient, false)
  }

  private static func power(
    _ one: Int, _ other: Int, _ error: ChatTemplateError
  ) throws(ChatTemplateError) -> (partialValue: Int, overflow: Bool) {
    guard (0...64).contains(other) else { throw error }
    var result = 1
    for _ in 0..<other {
      let (product, overflows) = result.multipliedReportingOverflow(by: one)
      if overflows { return (0, true) }
      result = product
    }
    return (result, false)
  }

  private mutating func comparison(
    _ first: TemplateExpression, _ rest: [(ComparisonOperator, TemplateExpression)]
  ) throws(ChatTemplateError) -> Bool {
    var left = try evaluate(first)
    for (sign, expression) in rest {
      let right = try evaluate(expression)
      guard try compare(left, sign, right) else { return false }
      left = right
    }
    return true
  }

  /// Compares two values.
  mutating func compare(
    _ left: TemplateValue, _ sign: ComparisonOperator, _ right: TemplateValue
  ) throws(ChatTemplateError) -> Bool {
    switch sign {
    case .equal: return left == right
    case .unequal: return left != right
    case .contained: return try contains(right, left)
    case .notContained: return try !contains(right, left)
    case .less: return try precedes(left, right)
    case .greater: return try precedes(right, left)
    case .lessOrEqual: return try !precedes(right, left)
    case .greaterOrEqual: return try !precedes(left, right)
    }
  }

  private func precedes(
    _ left: TemplateValue, _ right: TemplateValue
  ) throws(ChatTemplateError) -> Bool {
    if let one = left.whole, let other = right.whole { return one < other }
    if let one = left.real, let other = right.real { return one < other }
    if case .text(let one) = left, case .text(let other) = right { return one < other }
    throw wrong("<", left.real == nil ? left : right)
  }

  private mutating func contains(
    _ whole: TemplateValue, _ part: TemplateValue
  ) throws(ChatTemplateError) -> Bool {
    switch whole {
    case .text(let text):
      guard case .text(let wanted) = part else { throw wrong("in", part) }
      try charge(text.count)
      return text.place(of: wanted) != nil
    case .list(let elements):
      try charge(elements.count)
      return elements.contains(part)
    case .mapping(let mapping): return mapping[part] != nil
    case .undefined: return false
    default: throw wrong("in", whole)
    }
  }

  /// An error about a value that something cannot be done with.
  func wrong(_ operation: String, _ value: TemplateValue) -> ChatTemplateError {
    if case .undefined(let name) = value { return .undefined(line: line, name: name) }
    return .wrongValue(line: line, operation: operation, value: value.kindName)
  }
}
