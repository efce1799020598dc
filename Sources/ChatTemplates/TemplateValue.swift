/// A value in a template; all but namespaces stay as they are.
indirect enum TemplateValue {
  /// What is not there, by the name that it was looked for.
  case undefined(String)
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(TemplateText)
  case list([TemplateValue])
  case mapping(TemplateMapping)
  case namespace(TemplateNamespace)
  case loop(LoopState)
  case macro(TemplateMacro)
  case function(TemplateFunction)
  /// A method, to be called.
  case method(of: TemplateValue, name: String)

  static func text(_ string: String) -> TemplateValue { .text(TemplateText(string)) }

  /// Whether it counts as true.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .boolean(let value): value
    case .integer(let value): value != 0
    case .number(let value): value != 0
    case .text(let text): !text.isEmpty
    case .list(let elements): !elements.isEmpty
    case .mapping(let mapping): !mapping.members.isEmpty
    case .namespace, .loop, .macro, .function, .method: true
    }
  }

  /// The integer that it is, or that a truth value counts as.
  var whole: Int? {
    switch self {
    case .integer(let value): value
    case .boolean(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The number that it is.
  var real: Double? {
    if case .number(let value) = self { value } else { whole.map(Double.init) }
  }

  /// What kind of value it is, for errors.
  var kindName: String {
    switch self {
    case .undefined(let name): "'\(name)', which is not defined"
    case .none: "none"
    case .boolean: "a truth value"
    case .integer, .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .namespace: "a namespace"
    case .loop: "a loop"
    case .macro, .function, .method: "something to call"
    }
  }
}

extension TemplateValue: Equatable {
  /// As Python compares: numbers by value, truth values as numbers, texts by characters.
  static func == (left: TemplateValue, right: TemplateValue) -> Bool {
    switch (left, right) {
    case (.undefined, .undefined), (.none, .none): return true
    case (.text(let one), .text(let other)): return one == other
    case (.list(let one), .list(let other)): return one == other
    case (.mapping(let one), .mapping(let other)): return one == other
    case (.namespace(let one), .namespace(let other)): return one === other
    case (.loop(let one), .loop(let other)): return one === other
    case (.macro(let one), .macro(let other)): return one === other
    case (.function(let one), .function(let other)): return one == other
    default:
      if let one = left.whole, let other = right.whole { return one == other }
      if let one = left.real, let other = right.real { return one == other }
      return false
    }
  }
}

/// Keys and values in the order in which they were written.
struct TemplateMapping: Equatable {
  private(set) var members: [(key: TemplateValue, value: TemplateValue)] = []

  init() {}

  /// Texts to values.
  init(_ members: [(String, TemplateValue)]) {
    self.members = members.map { (.text($0), $1) }
  }

  subscript(_ key: TemplateValue) -> TemplateValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?): members.append((key, value))
      case (let place?, nil): members.remove(at: place)
      case (nil, nil): break
      }
    }
  }

  static func == (left: TemplateMapping, right: TemplateMapping) -> Bool {
    left.members.count == right.members.count
      && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

/// The only values that a template can change.
final class TemplateNamespace {
  var members: TemplateMapping

  init(_ members: TemplateMapping) { self.members = members }
}

/// What `loop` says within a loop.
final class LoopState {
  let items: [TemplateValue]
  let depth: Int
  var index = 0
  /// What `loop.changed` was last asked about.
  var lastAsked: [TemplateValue]?

  init(items: [TemplateValue], depth: Int) {
    self.items = items
    self.depth = depth
  }

  /// One of the loop's own values.
  func member(_ name: String) -> TemplateValue? {
    switch name {
    case "index": .integer(index + 1)
    case "index0": .integer(index)
    case "revindex": .integer(items.count - index)
    case "revindex0": .integer(items.count - index - 1)
    case "first": .boolean(index == 0)
    case "last": .boolean(index == items.count - 1)
    case "length": .integer(items.count)
    case "depth": .integer(depth)
    case "depth0": .integer(depth - 1)
    case "previtem": index > 0 ? items[index - 1] : .undefined("previtem")
    case "nextitem": index + 1 < items.count ? items[index + 1] : .undefined("nextitem")
    default: nil
    }
  }
}

/// A macro of the template.
final class TemplateMacro {
  let definition: MacroDefinition

  init(_ definition: MacroDefinition) { self.definition = definition }
}

/// What every template may call.
enum TemplateFunction: String, CaseIterable {
  case range, namespace, dict
  case raiseException = "raise_exception"
  case formatTime = "strftime_now"
}
