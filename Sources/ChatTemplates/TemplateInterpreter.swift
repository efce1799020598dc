/// Runs a template's statements.
///
/// Nothing outside of the values given to it can be reached: there are no attributes but those that are listed here,
/// and only namespaces change.
///
/// Source: what Jinja 3.1's sandbox does with the same templates.
struct TemplateInterpreter {
  /// How a body ended.
  enum Flow {
    case onward, leave, skip
  }

  /// Names and values, the innermost last.
  var scopes: [[String: TemplateValue]]
  /// What has been written, and is being captured, the innermost last.
  private var outputs: [[UInt32]] = [[]]
  private var steps = 0
  private var work = 0
  private var depth = 0
  private var loopDepth = 0
  /// For errors.
  var line = 1
  /// What `strftime_now` gives.
  let clock: TemplateClock

  init(globals: [String: TemplateValue], clock: TemplateClock) {
    scopes = [globals, [:]]
    self.clock = clock
  }

  /// Runs a whole template.
  mutating func render(
    _ statements: [TemplateStatement]
  ) throws(ChatTemplateError) -> TemplateText {
    _ = try run(statements)
    return TemplateText(units: outputs[0])
  }

  // MARK: - Bounds

  /// Counts a step.
  mutating func step() throws(ChatTemplateError) {
    steps += 1
    guard steps <= TemplateLimits.steps else { throw .limitExceeded(.steps) }
  }

  /// Counts characters or elements that are about to be made.
  mutating func charge(_ count: Int) throws(ChatTemplateError) {
    let (sum, overflows) = work.addingReportingOverflow(count)
    guard !overflows, sum <= TemplateLimits.work else { throw .limitExceeded(.memory) }
    work = sum
  }

  /// Goes one level down.
  mutating func nested<Value>(
    _ body: (inout TemplateInterpreter) throws(ChatTemplateError) -> Value
  ) throws(ChatTemplateError) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= TemplateLimits.evaluationDepth else { throw .limitExceeded(.depth) }
    return try body(&self)
  }

  private mutating func write(_ text: TemplateText) throws(ChatTemplateError) {
    let place = outputs.count - 1
    guard outputs[place].count + text.count <= TemplateLimits.outputCharacters else {
      throw .limitExceeded(.output)
    }
    try charge(text.count)
    outputs[place] += text.units
  }

  // MARK: - Statements

  /// Runs statements in the scope that is open.
  mutating func run(_ statements: [TemplateStatement]) throws(ChatTemplateError) -> Flow {
    try nested { (interpreter) throws(ChatTemplateError) in
      for statement in statements {
        try interpreter.step()
        let flow = try interpreter.run(statement)
        guard case .onward = flow else { return flow }
      }
      return .onward
    }
  }

  private mutating func run(_ statement: TemplateStatement) throws(ChatTemplateError) -> Flow {
    switch statement {
    case .text(let text): try write(text)
    case .output(let expression, let line):
      self.line = line
      try write(printed(evaluate(expression)))
    case .branches(let branches, let line):
      for (condition, body) in branches {
        self.line = line
        if let condition, try !evaluate(condition).isTrue { continue }
        return try run(body)
      }
    case .loop(let definition): return try run(definition)
    case .assignment(let target, let expression, let line):
      self.line = line
      try assign(evaluate(expression), to: target)
    case .capture(let target, let filters, let body, let line):
      self.line = line
      let (text, flow) = try capture(body)
      try assign(applied(filters, to: .text(text)), to: target)
      return flow
    case .filtered(let filters, let body, let line):
      self.line = line
      let (text, flow) = try capture(body)
      try write(printed(applied(filters, to: .text(text))))
      return flow
    case .macro(let definition):
      scopes[scopes.count - 1][definition.name] = .macro(TemplateMacro(definition))
    case .group(let body): return try run(body)
    case .leaveLoop(let skipsRest):
      guard loopDepth > 0 else { throw .unknown(line: line, construct: .tag, name: "break") }
      return skipsRest ? .skip : .leave
    }
    return .onward
  }

  private mutating func applied(
    _ filters: [FilterCall], to value: TemplateValue
  ) throws(ChatTemplateError) -> TemplateValue {
    var value = value
    for filter in filters { value = try apply(filter, to: value) }
    return value
  }

  /// What a body writes, in a scope of its own.
  mutating func capture(
    _ body: [TemplateStatement]
  ) throws(ChatTemplateError) -> (TemplateText, Flow) {
    outputs.append([])
    scopes.append([:])
    defer { scopes.removeLast() }
    let flow = try run(body)
    return (TemplateText(units: outputs.removeLast()), flow)
  }

  private mutating func run(_ loop: LoopDefinition) throws(ChatTemplateError) -> Flow {
    line = loop.line
    var items = try elements(of: evaluate(loop.items))
    if let condition = loop.condition {
      var kept: [TemplateValue] = []
      for item in items {
        try step()
        scopes.append([:])
        defer { scopes.removeLast() }
        try assign(item, to: loop.target)
        if try evaluate(condition).isTrue { kept.append(item) }
      }
      items = kept
    }
    guard !items.isEmpty else { return try inScope(loop.otherwise) }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let state = LoopState(items: items, depth: loopDepth)
    for (index, item) in items.enumerated() {
      try step()
      state.index = index
      scopes.append(["loop": .loop(state)])
      defer { scopes.removeLast() }
      try assign(item, to: loop.target)
      if case .leave = try run(loop.body) { break }
    }
    return .onward
  }

  private mutating func inScope(_ body: [TemplateStatement]) throws(ChatTemplateError) -> Flow {
    scopes.append([:])
    defer { scopes.removeLast() }
    return try run(body)
  }

  /// Gives a value to a name of the innermost scope, or to a namespace.
  private mutating func assign(
    _ value: TemplateValue, to target: AssignmentTarget
  ) throws(ChatTemplateError) {
    switch target {
    case .name(let name): scopes[scopes.count - 1][name] = value
    case .member(let name, let member):
      guard case .namespace(let space) = lookUp(name) else {
        throw .wrongValue(
          line: line, operation: "set \(name).\(member)", value: lookUp(name).kindName)
      }
      space.members[.text(member)] = value
    case .tuple(let targets):
      let parts = try elements(of: value)
      guard parts.count == targets.count else {
        throw .wrongValue(
          line: line, operation: "\(targets.count) names for", value: "\(parts.count) values")
      }
      for (part, target) in zip(parts, targets) { try assign(part, to: target) }
    }
  }

  /// The value of a name.
  func lookUp(_ name: String) -> TemplateValue {
    for scope in scopes.reversed() {
      if let value = scope[name] { return value }
    }
    return TemplateFunction(rawValue: name).map { .function($0) } ?? .undefined(name)
  }

  // MARK: - Macros

  /// Runs a macro.
  mutating func call(
    _ macro: TemplateMacro, positional: [TemplateValue], named: [(String, TemplateValue)]
  ) throws(ChatTemplateError) -> TemplateValue {
    let definition = macro.definition
    var values: [String: TemplateValue] = [:]
    guard positional.count <= definition.parameters.count else {
      throw .wrongValue(
        line: line, operation: "macro \(definition.name)", value: "\(positional.count) arguments")
    }
    for (parameter, value) in zip(definition.parameters, positional) {
      values[parameter.name] = value
    }
    for (name, value) in named {
      guard definition.parameters.contains(where: { $0.name == name }), values[name] == nil else {
        throw .wrongValue(
          line: line, operation: "macro \(definition.name)", value: "the argument \(name)")
      }
      values[name] = value
    }
    // What the macro sees is what stands outside of everything, not where it is called.
    let outer = scopes
    let outerLoops = loopDepth
    scopes = Array(scopes.prefix(2)) + [values]
    loopDepth = 0
    defer {
      scopes = outer
      loopDepth = outerLoops
    }
    for parameter in definition.parameters where values[parameter.name] == nil {
      let place = scopes.count - 1
      scopes[place][parameter.name] =
        try parameter.standard.map { (standard) throws(ChatTemplateError) in
          try evaluate(standard)
        } ?? .undefined(parameter.name)
    }
    return .text(try capture(definition.body).0)
  }
}
