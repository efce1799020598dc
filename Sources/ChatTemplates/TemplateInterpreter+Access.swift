extension TemplateInterpreter {
  /// `value.name`: a method, else a member.
  func attribute(
    _ name: String, of value: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    // Nothing of the interpreter's own is to be reached.
    guard !name.hasPrefix("_") else {
      throw .unknown(line: line, construct: .method, name: name)
    }
    switch value {
    case .undefined(let owner): throw .undefined(line: line, name: owner)
    case .text where TextMethod(rawValue: name) != nil,
      .mapping where MappingMethod(rawValue: name) != nil:
      return .method(of: value, name: name)
    case .mapping(let mapping): return mapping[.text(name)] ?? .undefined(name)
    case .namespace(let space): return space.members[.text(name)] ?? .undefined(name)
    case .loop(let loop):
      if name == "cycle" || name == "changed" { return .method(of: value, name: name) }
      return loop.member(name) ?? .undefined(name)
    case .list where name == "index" || name == "count": return .method(of: value, name: name)
    default: return .undefined(name)
    }
  }

  /// `value[key]`: a member or an element.
  func element(
    _ key: TemplateValue, of value: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    switch value {
    case .undefined(let owner): throw .undefined(line: line, name: owner)
    case .mapping(let mapping):
      if let member = mapping[key] { return member }
    case .list(let elements):
      if let place = Self.place(key, count: elements.count) { return elements[place] }
    case .text(let text):
      if let place = Self.place(key, count: text.count) {
        return .text(TemplateText(units: text.units[place..<place + 1]))
      }
    default: break
    }
    if case .text(let name) = key { return try attribute(name.string, of: value) }
    return .undefined(try printed(key).string)
  }

  private static func place(_ key: TemplateValue, count: Int) -> Int? {
    guard let index = key.whole else { return nil }
    if (0..<count).contains(index) { return index }
    return (-count..<0).contains(index) ? index + count : nil
  }

  /// The part of a list or a text between two places.
  mutating func slice(
    _ value: TemplateValue, _ bounds: SliceBounds
  ) throws(ChatTemplateError) -> TemplateValue {
    let count: Int
    switch value {
    case .list(let elements): count = elements.count
    case .text(let text): count = text.count
    default: throw wrong("slice", value)
    }
    let step = try bound(bounds.step) ?? 1
    guard step != 0 else { throw .wrongValue(line: line, operation: "slice", value: "a step of 0") }
    let start = try bound(bounds.start)
    let end = try bound(bounds.end)
    try charge(count)
    let places = Self.places(count: count, start: start, end: end, step: step)
    switch value {
    case .list(let elements): return .list(places.map { elements[$0] })
    case .text(let text): return .text(TemplateText(units: places.map { text.units[$0] }))
    default: return value
    }
  }

  private mutating func bound(
    _ expression: TemplateExpression?
  ) throws(ChatTemplateError) -> Int? {
    guard let expression else { return nil }
    let value = try evaluate(expression)
    if case .none = value { return nil }
    guard let whole = value.whole else { throw wrong("slice", value) }
    return whole
  }

  /// The places of a slice, as Python counts them.
  private static func places(count: Int, start: Int?, end: Int?, step: Int) -> [Int] {
    let isForward = step > 0
    let lowest = isForward ? 0 : -1
    let highest = isForward ? count : count - 1
    func clamped(_ bound: Int) -> Int {
      let place = bound < 0 ? max(bound, -count - 1) + count : bound
      return min(max(place, lowest), highest)
    }
    let first = start.map(clamped) ?? (isForward ? lowest : highest)
    let last = end.map(clamped) ?? (isForward ? highest : lowest)
    // A step beyond the text is as good as the longest within it, and cannot overflow.
    let step = min(max(step, -count - 1), count + 1)
    return Array(stride(from: first, to: last, by: step == 0 ? 1 : step))
  }

  /// The elements of what can be gone through.
  mutating func elements(of value: TemplateValue) throws(ChatTemplateError) -> [TemplateValue] {
    switch value {
    case .undefined: return []
    case .list(let elements): return elements
    case .mapping(let mapping): return mapping.members.map(\.key)
    case .text(let text):
      try charge(text.count)
      return text.units.map { .text(TemplateText(units: [$0])) }
    default: throw wrong("for", value)
    }
  }

  // MARK: - Calls

  /// Calls a value.
  mutating func call(
    _ callee: TemplateValue, _ arguments: CallArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    let given = try GivenArguments(arguments, &self)
    switch callee {
    case .macro(let macro):
      return try call(macro, positional: given.positional, named: given.named)
    case .function(let function): return try call(function, given)
    case .method(.text(let text), let name):
      guard let method = TextMethod(rawValue: name) else { break }
      return try call(method, of: text, given)
    case .method(.mapping(let mapping), let name):
      guard let method = MappingMethod(rawValue: name) else { break }
      return try call(method, of: mapping, given)
    case .method(.list(let elements), let name):
      let wanted = given.value(0) ?? .none
      try charge(elements.count)
      if name == "count" { return .integer(elements.count { $0 == wanted }) }
      guard let place = elements.firstIndex(of: wanted) else { throw wrong("index", wanted) }
      return .integer(place)
    case .method(.loop(let loop), let name):
      if name == "changed" {
        defer { loop.lastAsked = given.positional }
        return .boolean(loop.lastAsked != given.positional)
      }
      guard !given.positional.isEmpty else { throw wrong("cycle", .none) }
      return given.positional[loop.index % given.positional.count]
    default: break
    }
    throw wrong("call", callee)
  }

  private mutating func call(
    _ function: TemplateFunction, _ given: GivenArguments
  ) throws(ChatTemplateError) -> TemplateValue {
    switch function {
    case .range: return try range(given)
    case .dict, .namespace:
      var members = TemplateMapping()
      if case .mapping(let first) = given.value(0) { members = first }
      for (name, value) in given.named { members[.text(name)] = value }
      return function == .dict ? .mapping(members) : .namespace(TemplateNamespace(members))
    case .raiseException:
      throw .refused(
        reason: try given.value(0).map { (value) throws(ChatTemplateError) in
          try printed(value).string
        } ?? "")
    case .formatTime:
      guard case .text(let format) = given.value(0) ?? .none else {
        throw wrong(function.rawValue, given.value(0) ?? .none)
      }
      return .text(clock.formatted(format.string))
    }
  }

  private mutating func range(_ given: GivenArguments) throws(ChatTemplateError) -> TemplateValue {
    var bounds: [Int] = []
    for value in given.positional {
      guard let whole = value.whole else { throw wrong("range", value) }
      bounds.append(whole)
    }
    guard (1...3).contains(bounds.count), bounds.count < 3 || bounds[2] != 0 else {
      throw .wrongValue(line: line, operation: "range", value: "\(bounds.count) arguments")
    }
    let start = bounds.count == 1 ? 0 : bounds[0]
    let end = bounds.count == 1 ? bounds[0] : bounds[1]
    let step = bounds.count == 3 ? bounds[2] : 1
    let (distance, overflows) = end.subtractingReportingOverflow(start)
    guard !overflows, distance.magnitude / step.magnitude <= TemplateLimits.rangeLength else {
      throw .limitExceeded(.range)
    }
    let values = stride(from: start, to: end, by: step).map { TemplateValue.integer($0) }
    try charge(values.count)
    return .list(values)
  }
}

/// The arguments of a call, evaluated.
struct GivenArguments {
  let positional: [TemplateValue]
  let named: [(String, TemplateValue)]

  init(
    _ arguments: CallArguments, _ interpreter: inout TemplateInterpreter
  ) throws(ChatTemplateError) {
    var positional: [TemplateValue] = []
    for argument in arguments.positional { positional.append(try interpreter.evaluate(argument)) }
    var named: [(String, TemplateValue)] = []
    for (name, value) in arguments.named { named.append((name, try interpreter.evaluate(value))) }
    self.positional = positional
    self.named = named
  }

  init(positional: [TemplateValue], named: [(String, TemplateValue)]) {
    self.positional = positional
    self.named = named
  }

  /// The argument at a place, or of a name.
  func value(_ place: Int, _ name: String? = nil) -> TemplateValue? {
    if place < positional.count { return positional[place] }
    return named.first { $0.0 == name }?.1
  }

  /// An argument that is a text.
  func text(_ place: Int, _ name: String? = nil) -> TemplateText? {
    if case .text(let text) = value(place, name) { text } else { nil }
  }

  /// An argument that is an integer; negative ones, which stand for no limit, are nil.
  func limit(_ place: Int, _ name: String? = nil) -> Int? {
    value(place, name)?.whole.flatMap { $0 < 0 ? nil : $0 }
  }
}
