public import TerminalUI

/// The themes to pick from, and the one that is used.
public struct ThemeChoices: Sendable, Equatable {
  /// A theme as the user asks for it.
  public struct Choice: Sendable, Equatable {
    /// What the configuration calls it.
    public var name: String
    /// What it is, in a few words.
    public var summary: String
    /// How it looks.
    public var theme: Theme

    /// Makes a choice.
    public init(name: String, summary: String, theme: Theme) {
      self.name = name
      self.summary = summary
      self.theme = theme
    }

    /// A theme under its own name.
    public init(_ theme: Theme) {
      self.init(name: theme.name, summary: theme.summary, theme: theme)
    }
  }

  /// What there is to pick from, in order.
  public var choices: [Choice]
  /// The name of the one that is used.
  public var current: String
  /// What is wrong with the files of others, a sentence each.
  public var problems: [String]

  /// Makes choices.
  public init(
    _ choices: [Choice] = Theme.builtIn.map(Choice.init), current: String = "dark",
    problems: [String] = []
  ) {
    self.choices = choices
    self.current = current
    self.problems = problems
  }

  /// The place of the one that is used; the first where it is not among them.
  var currentIndex: Int { choices.firstIndex { $0.name == current } ?? 0 }
}
