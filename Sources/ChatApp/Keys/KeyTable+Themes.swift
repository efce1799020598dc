import TerminalUI

extension KeyTable {
  /// The themes are listed; the screen wears the selected one.
  static let themes: [Binding] =
    [
      Binding(
        [.enter, .character(" ")], .choose, "Enter", footer: "keep",
        help: "keep it, in the configuration too")
    ] + selecting + [
      Binding(
        [.escape] + .characters("Tq"), .close, "Esc", footer: "as it was",
        help: "back to the theme from before")
    ]
}
