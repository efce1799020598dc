import TerminalUI

extension KeyTable {
  /// Command mode: the rows of a data file.
  static let rows: [Binding] = [
    Binding(
      .characters("]"), .stepRow(1), "[ ]", footer: "row", help: "previous and next row",
      when: hasRows),
    Binding(.characters("["), .stepRow(-1), "[ ]", when: hasRows),
    Binding(
      .characters("l"), .gold, "l", footer: "gold",
      help: "the row's gold answer: a third column where there is room, else in the answer's place"
    ) { $0.rows.gold != nil },
    Binding(
      .characters("d"), .rows, "d",
      help: "the rows in a list to be searched; first asks for the file (CSV, JSONL)"),
  ]

  /// The rows are listed.
  static let rowList: [Binding] =
    [
      Binding([.enter, .character(" ")], .choose, "Enter", footer: "show", help: "take the row"),
      Binding(
        .characters("/"), .searchRows, "/", footer: "search",
        help: "search all columns; [ and ] then step through what was found", when: hasRows),
      Binding(.characters("d"), .dataFile, "d", footer: "other file", help: "open another file"),
    ] + selecting + [
      Binding(
        [.escape, .character("q")], .leaveRows, "Esc", footer: "back",
        help: "all rows again; back to the texts")
    ]

  /// Something to look for in the rows is being typed.
  static let rowSearch: [Binding] =
    [
      Binding([.enter, .tab], .keepSearch, "Enter", footer: "to the list"),
      Binding([.escape], .leaveRows, "Esc", footer: "all rows"),
      Binding([KeyPress(.down)], .moveSelection(1), "↓ ↑", footer: "move"),
      Binding([KeyPress(.up)], .moveSelection(-1)),
      Binding([KeyPress(.pageDown)], .moveSelection(8)),
      Binding([KeyPress(.pageUp)], .moveSelection(-8)),
    ] + field

  /// A data file's path is being typed.
  static let dataFile: [Binding] =
    [
      Binding([.enter], .confirm, "Enter", footer: "open"),
      Binding([.escape], .cancel, "Esc", footer: "cancel"),
    ] + field

  private static let hasRows: @Sendable (State) -> Bool = { $0.rows.file != nil }
}
