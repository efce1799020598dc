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
        .characters("J") + [KeyPress(.down, .alt)], .moveObjective(1), "J/K", footer: "order",
        help: "move it down or up; prompts name objectives in this order"),
      Binding(.characters("K") + [KeyPress(.up, .alt)], .moveObjective(-1), "J/K"),
      Binding(
        .characters("d"), .duplicateObjective, "d", footer: "duplicate",
        help: "make a copy of it to reword"),
      Binding(
        .characters("D") + [KeyPress(.delete)], .deleteObjective, "D", footer: "delete",
        help: "delete an objective of your own"
      ) { $0.selectedObjective?.isUserDefined == true },
      Binding(
        .characters("u"), .undoObjectives, "u", footer: "undo",
        help: "take back the last change of the list", when: canUndo),
      Binding(
        .characters("s"), .saveCatalog, "s", footer: "save", help: "save all to objectives.json",
        when: isUnsaved),
      Binding(
        .characters("r"), .takeFileObjectives, "r", footer: "take the file's",
        help: "take what another program saved instead of yours", when: isHeldBack),
      Binding(.characters("p"), .presets, "p", help: "presets"),
    ] + selecting + [
      Binding([.escape] + .characters("oq"), .close, "Esc", footer: "back", help: "back")
    ]

  /// The presets are listed.
  static let presets: [Binding] =
    [
      Binding(
        [.enter, .character(" ")], .choose, "Enter", footer: "switch on",
        help: "switch exactly its objectives on", when: { $0.hasSelectedPreset }),
      Binding(
        .characters("+"), .newPreset, "+", footer: "keep what is on",
        help: "keep what is on under a name, or under one that is there"),
      Binding(
        .characters("D") + [KeyPress(.delete)], .deletePreset, "D", footer: "delete",
        help: "delete it", when: { $0.hasSelectedPreset }),
      Binding(
        .characters("u"), .undoObjectives, "u", footer: "undo",
        help: "take back the last change", when: canUndo),
      Binding(
        .characters("s"), .saveCatalog, "s", footer: "save", help: "save all to objectives.json",
        when: isUnsaved),
      Binding(
        .characters("r"), .takeFileObjectives, "r", footer: "take the file's",
        help: "take what another program saved instead of yours", when: isHeldBack),
    ] + selecting + [
      Binding([.escape] + .characters("pq"), .close, "Esc", footer: "back", help: "back")
    ]

  private static let canUndo: @Sendable (State) -> Bool = { $0.board.canUndo }
  private static let isHeldBack: @Sendable (State) -> Bool = {
    $0.board.isUnsaved && $0.board.heldBack != nil
  }
  private static let isUnsaved: @Sendable (State) -> Bool = { $0.board.isUnsaved }

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
