import TerminalUI

extension KeyTable {
  /// The palette is open: letters are what is looked for.
  static let palette: [Binding] =
    [
      Binding([.enter], .choose, "Enter", footer: "do it"),
      Binding([KeyPress(.down), .control("n")], .moveSelection(1), "Up Down", footer: "move"),
      Binding([KeyPress(.up)], .moveSelection(-1)),
      Binding([KeyPress(.pageDown)], .moveSelection(8)),
      Binding([KeyPress(.pageUp)], .moveSelection(-8)),
      Binding([.escape, .control("p")], .close, "Esc", footer: "back"),
    ] + field
}
