public import StrictJSON

/// Where and why a catalog file was refused.
public struct CatalogError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Problem
  /// The line, counted from 1.
  public let line: Int
  /// The column in characters, counted from 1.
  public let column: Int

  /// A mistake in a catalog file.
  public enum Problem: Sendable, Equatable {
    /// The file is not JSON.
    case notJSON(JSONError.Kind)
    /// A value has another type than it should.
    case wrongType(member: String, expected: JSONKind, found: JSONKind)
    /// A member that must be there is not.
    case missing(member: String, expected: JSONKind)
    /// A number is not a whole one.
    case notWhole(member: String)
    /// A text that must say something is blank.
    case blank(member: String)
    /// A text that goes into prompts or onto the screen holds a control character.
    case controlCharacter(member: String, scalar: Unicode.Scalar)
    /// The schema is not a version that this program knows.
    case unsupportedSchema(found: Int, newest: Int)
    /// A family's name is none of `known`.
    case unknownFamily(String, known: [String])
    /// An id, alias or label that already names another objective, or is listed twice.
    case duplicateName(String, firstUsedBy: String)
  }

  init(_ problem: Problem, line: Int, column: Int) {
    self.problem = problem
    self.line = line
    self.column = column
  }
}
