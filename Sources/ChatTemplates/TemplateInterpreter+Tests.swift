/// What can be asked with `is`.
enum TemplateTest: String {
  case defined, undefined, none, string, number, integer, float, boolean, mapping, iterable
  case sequence, callable, even, odd, lower, upper, eq, equalto, ne, lt, lessthan, gt, greaterthan
  case le, ge, divisibleby
  case isTrue = "true"
  case isFalse = "false"
  case sameAs = "sameas"
  case contained = "in"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
}

extension TemplateInterpreter {
  /// Whether a test holds.
  mutating func apply(
    _ test: FilterCall, asTestTo value: TemplateValue
  ) throws(ChatTemplateError) -> Bool {
    line = test.line
    let given = try GivenArguments(test.arguments, &self)
    return try apply(test.name, asTestTo: value, given)
  }

  mutating func apply(
    _ name: String, asTestTo value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> Bool {
    guard let test = TemplateTest(rawValue: name) else {
      throw .unknown(line: line, construct: .test, name: name)
    }
    let other = given.value(0) ?? .none
    switch (test, value) {
    case (.defined, .undefined): return false
    case (.defined, _): return true
    case (.undefined, .undefined), (.none, .none), (.string, .text), (.boolean, .boolean),
      (.integer, .integer), (.float, .number), (.number, .integer), (.number, .number),
      (.number, .boolean), (.mapping, .mapping), (.callable, .macro), (.callable, .function),
      (.callable, .method), (.iterable, .text), (.iterable, .list), (.iterable, .mapping),
      (.iterable, .undefined), (.sequence, .text), (.sequence, .list), (.sequence, .mapping),
      (.sequence, .undefined):
      return true
    case (.isTrue, .boolean(let truth)): return truth
    case (.isFalse, .boolean(let truth)): return !truth
    case (.lower, .text(let text)): return text == text.lowercased
    case (.upper, .text(let text)): return text == text.uppercased
    case (.even, _), (.odd, _), (.divisibleby, _):
      guard let whole = value.whole else { throw wrong(name, value) }
      let divisor = test == .divisibleby ? other.whole ?? 0 : 2
      guard divisor != 0, divisor != -1 else {
        if divisor == -1 { return true }
        throw wrong(name, other)
      }
      return (whole % divisor == 0) == (test != .odd)
    default: return try compare(test, value, other)
    }
  }

  private mutating func compare(
    _ test: TemplateTest, _ value: TemplateValue, _ other: TemplateValue
  ) throws(ChatTemplateError) -> Bool {
    switch test {
    case .eq, .equalto, .equal: value == other
    case .sameAs: value.kindName == other.kindName && value == other
    case .ne, .unequal: value != other
    case .lt, .lessthan, .less: try compare(value, .less, other)
    case .gt, .greaterthan, .greater: try compare(value, .greater, other)
    case .le, .lessOrEqual: try compare(value, .lessOrEqual, other)
    case .ge, .greaterOrEqual: try compare(value, .greaterOrEqual, other)
    case .contained: try compare(value, .contained, other)
    default: false
    }
  }
}
