public import StrictJSON

/// Where and why a theme was refused.
public struct ThemeError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Problem
  /// The file, or the theme's name where there is none.
  public let origin: String
  /// The line, counted from 1.
  public let line: Int
  /// The column in characters, counted from 1.
  public let column: Int

  /// A mistake in a theme.
  public enum Problem: Sendable, Equatable {
    /// The file is not JSON.
    case notJSON(JSONError.Kind)
    /// A value has another type than it should.
    case wrongType(member: String, expected: JSONKind, found: JSONKind)
    /// A member, a role, a colour, an attribute, a ground or a theme has no such name.
    case unknownName(kind: String, name: String, known: [String])
    /// A theme inherits from itself, by way of these.
    case inheritsItself([String])
  }
}
