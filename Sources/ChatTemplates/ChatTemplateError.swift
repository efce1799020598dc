/// Why a chat template gives no prompt.
public enum ChatTemplateError: Error, Sendable, Equatable {
  /// The template is longer than any real one.
  case templateTooLong(byteCount: Int, limit: Int)
  /// The template is not written as templates are.
  case syntax(line: Int, found: String, expected: String)
  /// A tag, filter, test, function or method that is not known.
  case unknown(line: Int, construct: Construct, name: String)
  /// Something is asked of a value that is not there.
  case undefined(line: Int, name: String)
  /// A value that this cannot be done with.
  case wrongValue(line: Int, operation: String, value: String)
  /// The template itself refuses the dialogue.
  case refused(reason: String)
  /// The template goes on for longer, or deeper, than any real one.
  case limitExceeded(Limit)

  /// What a template is made of.
  public enum Construct: String, Sendable, Equatable {
    case tag, filter, test, function, method
  }

  /// What a template may use up.
  public enum Limit: String, Sendable, Equatable {
    case steps, output, range, depth, memory
  }
}

/// What rendering may use up.
enum TemplateLimits {
  static let templateBytes = 1 << 20
  static let steps = 1_000_000
  /// Characters moved, beyond the steps.
  static let work = 64 << 20
  static let outputCharacters = 1 << 20
  static let rangeLength = 10_000
  /// Nested tags and brackets.
  static let syntaxDepth = 64
  /// Parts of one tag's expressions that hang on one another.
  static let expressionLinks = 512
  /// Nested expressions, bodies and macros under way.
  static let evaluationDepth = 700
}
