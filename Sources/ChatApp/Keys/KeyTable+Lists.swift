import Alignment
import TerminalUI

extension KeyTable {
  static let selecting: [Binding] = [
    Binding(.characters("j") + [KeyPress(.down)], .moveSelection(1), "j/k", footer: "move"),
    Binding(.characters("k") + [KeyPress(.up)], .moveSelection(-1)),
    Binding([KeyPress(.pageDown), .control("d")], .moveSelection(8)),
    Binding([KeyPress(.pageUp), .control("u")], .moveSelection(-8)),
    Binding(.characters("g") + [KeyPress(.home)], .moveSelection(-.max)),
    Binding(.characters("G") + [KeyPress(.end)], .moveSelection(.max)),
  ]

  /// All objectives are listed.
  static let objectives: [Binding] =
    [
      Binding([.character(" ")], .toggleSelected, "Space", footer: "toggle", help: "switch it"),
      Binding(
        .characters("e") + [.enter], .reword, "e", footer: "reword", help: "change its wording"),
      Binding(.characters("+"), .newObjective, "+", footer: "new", help: "invent an objective"),
      Binding(
        .characters("d") + [KeyPress(.delete)], .deleteObjective, "d", footer: "delete",
        help: "delete an objective of your own"
      ) { $0.selectedObjective?.isUserDefined == true },
      Binding(
        .characters("s"), .saveCatalog, "s", footer: "save", help: "save all to objectives.json"
      ) { $0.board.isUnsaved },
    ] + selecting + [
      Binding([.escape] + .characters("oq"), .close, "Esc", footer: "back", help: "back")
    ]

  /// The examples are listed.
  static let examples: [Binding] =
    [Binding([.enter, .character(" ")], .choose, "Enter", footer: "show", help: "take it")]
    + selecting + [
      Binding([.escape] + .characters("xq"), .close, "Esc", footer: "back", help: "back")
    ]

  /// The help is shown.
  static let help: [Binding] =
    selecting + [
      Binding([.escape] + .characters("?q"), .close, "Esc", footer: "back")
    ]
}
