/// A part of a template.
indirect enum TemplateStatement: Sendable {
  case text(TemplateText)
  case output(TemplateExpression, line: Int)
  /// Branches in order; the condition of `else` is nil.
  case branches([(condition: TemplateExpression?, body: [TemplateStatement])], line: Int)
  case loop(LoopDefinition)
  case assignment(AssignmentTarget, TemplateExpression, line: Int)
  /// What the body writes, through filters, becomes a value.
  case capture(AssignmentTarget, filters: [FilterCall], body: [TemplateStatement], line: Int)
  /// What the body writes goes through filters.
  case filtered([FilterCall], body: [TemplateStatement], line: Int)
  case macro(MacroDefinition)
  /// Parts that only mark something for training.
  case group([TemplateStatement])
  case leaveLoop(skipsRest: Bool)
}

/// A `for` with its parts.
struct LoopDefinition: Sendable {
  var target: AssignmentTarget
  var items: TemplateExpression
  var condition: TemplateExpression?
  var body: [TemplateStatement]
  /// For a loop over nothing.
  var otherwise: [TemplateStatement]
  var line: Int
}

/// A `macro` with its parts.
struct MacroDefinition: Sendable {
  var name: String
  var parameters: [(name: String, standard: TemplateExpression?)]
  var body: [TemplateStatement]
}

/// Where a value goes.
indirect enum AssignmentTarget: Sendable {
  case name(String)
  case member(of: String, String)
  case tuple([AssignmentTarget])
}

/// The arguments of a call.
struct CallArguments: Sendable {
  var positional: [TemplateExpression] = []
  var named: [(name: String, value: TemplateExpression)] = []
}

/// A filter or a test with its arguments.
struct FilterCall: Sendable {
  var name: String
  var arguments: CallArguments
  var line: Int
}

/// A value that a template writes out.
enum TemplateLiteral: Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(TemplateText)

  var value: TemplateValue {
    switch self {
    case .none: .none
    case .boolean(let truth): .boolean(truth)
    case .integer(let whole): .integer(whole)
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    }
  }
}

/// What has a value.
indirect enum TemplateExpression: Sendable {
  case literal(TemplateLiteral)
  case name(String)
  case list([TemplateExpression])
  case mapping([(key: TemplateExpression, value: TemplateExpression)])
  case attribute(TemplateExpression, String)
  case element(TemplateExpression, TemplateExpression)
  case slice(TemplateExpression, SliceBounds)
  case call(TemplateExpression, CallArguments, line: Int)
  case filter(TemplateExpression, FilterCall)
  case test(TemplateExpression, FilterCall, isNegated: Bool)
  case negation(TemplateExpression)
  case sign(TemplateExpression, isMinus: Bool)
  case binary(BinaryOperator, TemplateExpression, TemplateExpression)
  /// `a < b < c`
  case comparison(TemplateExpression, [(ComparisonOperator, TemplateExpression)])
  case both(TemplateExpression, TemplateExpression)
  case either(TemplateExpression, TemplateExpression)
  case choice(TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
}

/// The bounds of a slice, each of which may be left out.
struct SliceBounds: Sendable {
  var start: TemplateExpression?
  var end: TemplateExpression?
  var step: TemplateExpression?
}

enum BinaryOperator: String, Sendable {
  case plus = "+", minus = "-", times = "*", divided = "/", dividedWhole = "//", remainder = "%"
  case power = "**", joined = "~"
}

enum ComparisonOperator: String, Sendable {
  case equal = "==", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">"
  case greaterOrEqual = ">=", contained = "in", notContained = "not in"
}
