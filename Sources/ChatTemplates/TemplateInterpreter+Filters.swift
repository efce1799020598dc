/// What can stand behind a bar.
enum TemplateFilter: String {
  case trim, tojson, upper, lower, length, count, first, last, join, replace, `default`, d, list
  case string, int, float, abs, capitalize, title, items, dictsort, map, select, reject
  case selectattr, rejectattr, sort, reverse, unique, indent, safe, sum, min, max, round
}

extension TemplateInterpreter {
  /// What a filter makes of a value.
  mutating func apply(
    _ filter: FilterCall, to value: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    line = filter.line
    let given = try GivenArguments(filter.arguments, &self)
    return try apply(filter.name, to: value, given)
  }

  private mutating func apply(
    _ name: String, to value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    guard let filter = TemplateFilter(rawValue: name) else {
      throw .unknown(line: line, construct: .filter, name: name)
    }
    switch filter {
    case .default, .d:
      let standard = given.value(0, "default_value") ?? .text("")
      if case .undefined = value { return standard }
      return given.value(1, "boolean")?.isTrue == true && !value.isTrue ? standard : value
    case .tojson: return .text(try json(value, given))
    case .string: return .text(try printed(value))
    case .safe: return value
    case .trim: return .text(try text(value).stripped(given.text(0, "chars")))
    case .upper: return .text(try text(value).uppercased)
    case .lower: return .text(try text(value).lowercased)
    case .capitalize: return .text(try text(value).capitalized)
    case .title: return .text(try text(value).titled)
    case .replace: return try call(.replace, of: text(value), given)
    case .indent: return .text(try indented(text(value), given))
    case .int, .float, .abs, .round: return try number(filter, value, given)
    case .length, .count: return .integer(try length(of: value))
    case .items:
      if case .undefined = value { return .list([]) }
      guard case .mapping(let mapping) = value else { throw wrong("items", value) }
      return try call(.items, of: mapping, given)
    default: return try apply(filter, toElementsOf: value, given)
    }
  }

  private mutating func length(of value: TemplateValue) throws(ChatTemplateError) -> Int {
    switch value {
    case .undefined: 0
    case .text(let text): text.count
    case .list(let elements): elements.count
    case .mapping(let mapping): mapping.members.count
    default: throw wrong("length", value)
    }
  }

  /// A value as text for a filter of texts.
  private mutating func text(_ value: TemplateValue) throws(ChatTemplateError) -> TemplateText {
    let text = try printed(value)
    try charge(text.count)
    return text
  }

  private func indented(
    _ text: TemplateText, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateText {
    let width = given.value(0, "width")
    let space: TemplateText
    if case .text(let text) = width {
      space = text
    } else {
      let count = width?.whole ?? 4
      guard (0...1024).contains(count) else { throw .limitExceeded(.memory) }
      space = TemplateText(String(repeating: " ", count: count))
    }
    let indentsFirst = given.value(1, "first")?.isTrue ?? false
    let indentsBlank = given.value(2, "blank")?.isTrue ?? false
    let lines = (text + TemplateText("\n")).lines(keepingEnds: false)
    var units: [UInt32] = []
    for (index, line) in lines.enumerated() {
      if index > 0 { units.append(0x0A) }
      if index == 0 ? indentsFirst : indentsBlank || !line.isEmpty { units += space.units }
      units += line.units
      guard units.count <= TemplateLimits.work else { throw .limitExceeded(.memory) }
    }
    return TemplateText(units: units)
  }

  private func number(
    _ filter: TemplateFilter, _ value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let standard = given.value(0, "default")
    switch (filter, value) {
    case (.int, .text(let text)):
      let written = text.stripped().string
      if let whole = Int(written) { return .integer(whole) }
      if let whole = Double(written).flatMap({ Int(exactly: $0.rounded(.towardZero)) }) {
        return .integer(whole)
      }
      return standard ?? .integer(0)
    case (.int, .number(let number)):
      return Int(exactly: number.rounded(.towardZero)).map { .integer($0) } ?? standard
        ?? .integer(0)
    case (.int, _): return value.whole.map { .integer($0) } ?? standard ?? .integer(0)
    case (.float, .text(let text)):
      return Double(text.stripped().string).map { .number($0) } ?? standard ?? .number(0)
    case (.float, _): return value.real.map { .number($0) } ?? standard ?? .number(0)
    case (.abs, .integer(let whole)) where whole > .min: return .integer(Swift.abs(whole))
    case (.abs, .number(let number)): return .number(Swift.abs(number))
    case (.round, _):
      guard let real = value.real, let digits = (given.value(0, "precision") ?? .integer(0)).whole,
        (0...15).contains(digits)
      else { throw wrong("round", value) }
      let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
      let rule: FloatingPointRoundingRule =
        switch given.text(1, "method")?.string {
        case "ceil": .up
        case "floor": .down
        default: .toNearestOrEven
        }
      return .number((real * scale).rounded(rule) / scale)
    default: throw wrong(filter.rawValue, value)
    }
  }

  // MARK: - Elements

  private mutating func apply(
    _ filter: TemplateFilter, toElementsOf value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let elements = try elements(of: value)
    try charge(elements.count)
    switch filter {
    case .list: return .list(elements)
    case .first: return elements.first ?? .undefined("first")
    case .last: return elements.last ?? .undefined("last")
    case .reverse:
      guard case .text(let text) = value else { return .list(elements.reversed()) }
      return .text(TemplateText(units: text.units.reversed()))
    case .join:
      return try join(
        selected(elements, given.value(1, "attribute")),
        with: given.text(0, "d") ?? TemplateText(""))
    case .map: return try mapped(elements, given)
    case .select, .reject, .selectattr, .rejectattr:
      return try filtered(elements, filter, given)
    case .sort:
      let isReverse = given.value(0, "reverse")?.isTrue ?? false
      let isExact = given.value(1, "case_sensitive")?.isTrue ?? false
      let sorted = try sorted(
        elements, by: given.value(2, "attribute"), isExact: isExact, isReverse: isReverse)
      return .list(sorted)
    case .unique: return try unique(elements, given)
    case .dictsort: return try sortedMembers(value, given)
    case .sum:
      var total = given.value(1, "start") ?? .integer(0)
      for element in try selected(elements, given.value(0, "attribute")) {
        guard let one = total.whole, let other = element.whole else {
          guard let one = total.real, let other = element.real else { throw wrong("sum", element) }
          total = .number(one + other)
          continue
        }
        let (sum, overflows) = one.addingReportingOverflow(other)
        guard !overflows else { throw wrong("sum", element) }
        total = .integer(sum)
      }
      return total
    case .min, .max:
      let sorted = try sorted(
        elements, by: given.value(1, "attribute"), isExact: false, isReverse: false)
      return (filter == .min ? sorted.first : sorted.last) ?? .undefined(filter.rawValue)
    default: throw wrong(filter.rawValue, value)
    }
  }

  /// The members of elements that a dotted name leads to; the elements themselves without one.
  private mutating func selected(
    _ elements: [TemplateValue], _ name: TemplateValue?
  ) throws(ChatTemplateError) -> [TemplateValue] {
    guard let name else { return elements }
    if case .none = name { return elements }
    var values: [TemplateValue] = []
    for value in elements {
      try step()
      values.append(try member(name, of: value))
    }
    return values
  }

  private func member(
    _ name: TemplateValue, of value: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    guard case .text(let path) = name else { return try element(name, of: value) }
    var value = value
    for part in path.string.split(separator: ".") {
      let key = Int(part).map { TemplateValue.integer($0) } ?? .text(String(part))
      value = try element(key, of: value)
    }
    return value
  }

  private mutating func mapped(
    _ elements: [TemplateValue], _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    var values: [TemplateValue] = []
    if let name = given.named.first(where: { $0.0 == "attribute" })?.1 {
      let standard = given.named.first { $0.0 == "default" }?.1
      for value in try selected(elements, name) {
        if case .undefined = value, let standard {
          values.append(standard)
        } else {
          values.append(value)
        }
      }
      return .list(values)
    }
    guard case .text(let name) = given.value(0) else {
      throw wrong("map", given.value(0) ?? .none)
    }
    let rest = GivenArguments(
      positional: Array(given.positional.dropFirst()), named: given.named)
    for element in elements {
      try step()
      values.append(
        try nested { (interpreter) throws(ChatTemplateError) in
          try interpreter.apply(name.string, to: element, rest)
        })
    }
    return .list(values)
  }

  private mutating func filtered(
    _ elements: [TemplateValue], _ filter: TemplateFilter, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let keeps = filter == .select || filter == .selectattr
    let usesMember = filter == .selectattr || filter == .rejectattr
    var arguments = given.positional[...]
    let name = usesMember ? arguments.popFirst() : nil
    let test = arguments.popFirst()
    let rest = GivenArguments(positional: Array(arguments), named: given.named)
    var values: [TemplateValue] = []
    for element in elements {
      try step()
      var subject = element
      if let name { subject = try member(name, of: element) }
      let holds: Bool
      if case .text(let test) = test {
        holds = try apply(test.string, asTestTo: subject, rest)
      } else {
        holds = subject.isTrue
      }
      if holds == keeps { values.append(element) }
    }
    return .list(values)
  }
}
