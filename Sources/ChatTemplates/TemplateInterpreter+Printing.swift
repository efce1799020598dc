extension TemplateInterpreter {
  /// A value as Python's `str` writes it.
  func printed(_ value: TemplateValue) throws(ChatTemplateError) -> TemplateText {
    switch value {
    case .undefined: TemplateText("")
    case .text(let text): text
    default: try written(value, depth: 0)
    }
  }

  /// A value as Python's `repr` writes it.
  private func written(
    _ value: TemplateValue, depth: Int
  ) throws(ChatTemplateError) -> TemplateText {
    guard depth < TemplateLimits.syntaxDepth else { throw .limitExceeded(.depth) }
    switch value {
    case .none: return TemplateText("None")
    case .boolean(let truth): return TemplateText(truth ? "True" : "False")
    case .integer(let whole): return TemplateText(String(whole))
    case .number(let number): return TemplateText(Self.digits(of: number))
    case .text(let text): return Self.quoted(text)
    case .list(let elements):
      var units: [UInt32] = [0x5B]
      for (index, element) in elements.enumerated() {
        if index > 0 { units += [0x2C, 0x20] }
        units += try written(element, depth: depth + 1).units
        try checkLength(units)
      }
      return TemplateText(units: units + [0x5D])
    case .mapping(let mapping):
      var units: [UInt32] = [0x7B]
      for (index, member) in mapping.members.enumerated() {
        if index > 0 { units += [0x2C, 0x20] }
        units += try written(member.key, depth: depth + 1).units + [0x3A, 0x20]
        units += try written(member.value, depth: depth + 1).units
        try checkLength(units)
      }
      return TemplateText(units: units + [0x7D])
    case .undefined: return TemplateText("Undefined")
    default: throw wrong("print", value)
    }
  }

  private func checkLength(_ units: [UInt32]) throws(ChatTemplateError) {
    guard units.count <= TemplateLimits.outputCharacters else { throw .limitExceeded(.output) }
  }

  /// A number as Python writes it.
  private static func digits(of number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return "\(number)"
  }

  private static func quoted(_ text: TemplateText) -> TemplateText {
    let plain = text.units.map { $0 & ~TemplateText.mark }
    let quote: UInt32 = plain.contains(0x27) && !plain.contains(0x22) ? 0x22 : 0x27
    let inner = text.mapped { scalar in
      switch scalar {
      case "\\": return "\\\\"
      case "\n": return "\\n"
      case "\r": return "\\r"
      case "\t": return "\\t"
      default:
        if scalar.value == quote { return "\\" + String(scalar) }
        guard scalar.value < 0x20 || scalar.value == 0x7F else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return TemplateText(units: [quote] + inner.units + [quote])
  }

  // MARK: - JSON

  /// A value as Python's `json.dumps(…, ensure_ascii=False)` writes it.
  func json(
    _ value: TemplateValue, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateText {
    var indentation: TemplateText?
    if let count = given.value(1, "indent")?.whole, (0...64).contains(count) {
      indentation = TemplateText(String(repeating: " ", count: count))
    }
    var separators = (
      indentation == nil ? TemplateText(", ") : TemplateText(","), TemplateText(": ")
    )
    if case .list(let pair) = given.value(2, "separators"), pair.count == 2,
      case .text(let item) = pair[0], case .text(let key) = pair[1]
    {
      separators = (item, key)
    }
    let style = JSONStyle(
      indentation: indentation, separators: separators,
      sortsKeys: given.value(3, "sort_keys")?.isTrue ?? false)
    var units: [UInt32] = []
    try appendJSON(value, style, depth: 0, to: &units)
    return TemplateText(units: units)
  }

  private struct JSONStyle {
    let indentation: TemplateText?
    let separators: (item: TemplateText, key: TemplateText)
    let sortsKeys: Bool

    func newLine(_ depth: Int) -> [UInt32] {
      guard let indentation else { return [] }
      return [0x0A] + Array(repeatElement(indentation.units, count: depth).joined())
    }
  }

  private func appendJSON(
    _ value: TemplateValue, _ style: JSONStyle, depth: Int, to units: inout [UInt32]
  ) throws(ChatTemplateError) {
    guard depth < TemplateLimits.syntaxDepth else { throw .limitExceeded(.depth) }
    try checkLength(units)
    switch value {
    case .none: units += TemplateText("null").units
    case .boolean(let truth): units += TemplateText(truth ? "true" : "false").units
    case .integer, .number: units += try printed(value).units
    case .text(let text): units += Self.jsonString(text)
    case .list(let elements):
      units.append(0x5B)
      for (index, element) in elements.enumerated() {
        if index > 0 { units += style.separators.item.units }
        units += style.newLine(depth + 1)
        try appendJSON(element, style, depth: depth + 1, to: &units)
      }
      if !elements.isEmpty { units += style.newLine(depth) }
      units.append(0x5D)
    case .mapping(let mapping):
      units.append(0x7B)
      var members: [(key: TemplateText, value: TemplateValue)] = []
      for member in mapping.members { members.append((try jsonKey(member.key), member.value)) }
      if style.sortsKeys { members.sort { $0.key < $1.key } }
      for (index, member) in members.enumerated() {
        if index > 0 { units += style.separators.item.units }
        units += style.newLine(depth + 1) + Self.jsonString(member.key)
        units += style.separators.key.units
        try appendJSON(member.value, style, depth: depth + 1, to: &units)
      }
      if !members.isEmpty { units += style.newLine(depth) }
      units.append(0x7D)
    default: throw wrong("tojson", value)
    }
  }

  private func jsonKey(_ key: TemplateValue) throws(ChatTemplateError) -> TemplateText {
    switch key {
    case .text(let text): text
    case .none: TemplateText("null")
    case .boolean(let truth): TemplateText(truth ? "true" : "false")
    default: try printed(key)
    }
  }

  private static func jsonString(_ text: TemplateText) -> [UInt32] {
    let inner = text.mapped { scalar in
      switch scalar {
      case "\"": return "\\\""
      case "\\": return "\\\\"
      case "\n": return "\\n"
      case "\r": return "\\r"
      case "\t": return "\\t"
      case "\u{8}": return "\\b"
      case "\u{C}": return "\\f"
      default:
        guard scalar.value < 0x20 else { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return [0x22] + inner.units + [0x22]
  }
}
