public import StrictJSON

/// Where and why a setting was refused.
public struct SettingsError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: Problem
  /// Where it stands.
  public let place: Place

  /// Where a setting stands.
  public enum Place: Sendable, Equatable {
    /// In a file, both counted from 1.
    case file(path: String, line: Int, column: Int)
    /// In the environment.
    case variable(String)
    /// On the command line.
    case flag(String)
  }

  /// A mistake in a setting.
  public enum Problem: Sendable, Equatable {
    /// The file is not JSON.
    case notJSON(JSONError.Kind)
    /// A value has another type than it should.
    case wrongType(setting: String, expected: JSONKind, found: JSONKind)
    /// A number is not a whole one of a range.
    case outOfRange(setting: String, range: ClosedRange<Int>)
    /// A word is none of those that there are.
    case notAChoice(setting: String, value: String, choices: [String])
    /// A text that must say something is blank.
    case blank(setting: String)
    /// A theme, an action or a key has no such name; what is known is for a guess.
    case unknownName(setting: String, name: String, known: [String])
    /// Of two settings only one may be there.
    case contradiction(setting: String, other: String)
    /// The action keeps its key.
    case fixedAction(String)
    /// Two actions were given the same key.
    case keyTaken(key: String, by: String)
  }

  /// Makes an error.
  public init(_ problem: Problem, at place: Place) {
    self.problem = problem
    self.place = place
  }
}
