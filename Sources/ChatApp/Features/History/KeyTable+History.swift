import TerminalUI

extension KeyTable {
  /// The tree of edits is shown.
  static let history: [Binding] =
    [
      Binding(
        [.enter], .history(.show), "Enter", footer: "show",
        help: "bring the edit back, with its texts and objectives", when: isOnRow),
      Binding(
        .characters("e"), .history(.editAgain), "e", footer: "edit again",
        help: "make the edit the answer, for another edit of it", when: isOnEdit),
      Binding(
        [.character(" ")], .history(.mark), "Space", footer: "mark",
        help: "mark the edit, to compare another one with it", when: isOnEdit),
      Binding(
        .characters("=d"), .history(.compare), "=", footer: "compare",
        help: "the words that differ from the marked edit, else from its answer", when: isOnRow),
    ] + selecting + [
      Binding([.escape] + .characters("hq"), .close, "Esc", footer: "back", help: "back")
    ]

  /// Two texts of the tree are compared.
  static let historyComparison: [Binding] = [
    Binding(.characters("j") + [KeyPress(.down)], .moveSelection(1), "j/k", footer: "scroll"),
    Binding(.characters("k") + [KeyPress(.up)], .moveSelection(-1)),
    Binding([KeyPress(.pageDown), .character(" "), .control("d")], .moveSelection(8)),
    Binding([KeyPress(.pageUp), .control("u")], .moveSelection(-8)),
    Binding(.characters("g") + [KeyPress(.home)], .moveSelection(-.max)),
    Binding(.characters("G") + [KeyPress(.end)], .moveSelection(.max)),
    Binding([.escape] + .characters("=dq"), .close, "Esc", footer: "back", help: "back"),
  ]

  private static let isOnRow: @Sendable (State) -> Bool = { $0.historyList?.selectedRow != nil }
  private static let isOnEdit: @Sendable (State) -> Bool = {
    $0.historyList?.selectedRow?.edit != nil
  }
}
