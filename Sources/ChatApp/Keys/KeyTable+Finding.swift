import TerminalUI

extension KeyTable {
  /// Command mode: what helps to read.
  static let finding: [Binding] = [
    Binding(
      .characters("/"), .find, "/", footer: "find",
      help: "find a text; n and N step, Esc ends it"),
    Binding(
      .characters("V"), .hiddenCharacters, "V",
      help: "write hidden characters out as \\u{…}"),
    Binding(
      .characters("Y"), .copyRaw, "Y", help: "copy the selection, or the focused text, to the byte"
    ) { $0.hasTextToCopy },
    Binding(
      [KeyPress(.right, .shift)], .extendSelection(.right), "S-arrows",
      help: "select text, as the mouse does"),
    Binding([KeyPress(.left, .shift)], .extendSelection(.left)),
    Binding([KeyPress(.down, .shift)], .extendSelection(.down)),
    Binding([KeyPress(.up, .shift)], .extendSelection(.up)),
  ]

  /// A text is being looked for.
  static let search: [Binding] =
    [
      Binding([.enter], .keepFound, "Enter", footer: "keep"),
      Binding([KeyPress(.down)], .nextHit, "↓↑", footer: "next, previous", when: hasHits),
      Binding([KeyPress(.up)], .previousHit, when: hasHits),
      Binding([.escape], .endFinding, "Esc", footer: "end"),
    ] + field

  /// What was found is stepped through; the other keys mean what they always do.
  static let matches: [Binding] = [
    Binding(.characters("n"), .nextHit, "n/N", footer: "next, previous", when: hasHits),
    Binding(.characters("N"), .previousHit, when: hasHits),
    Binding([.escape], .endFinding, "Esc", footer: "end the search"),
  ]

  /// Text is selected; the other keys mean what they always do.
  static let selection: [Binding] = [
    Binding(.characters("y"), .copySelection, "y", footer: "copy the selection"),
    Binding([.escape], .dropSelection, "Esc", footer: "drop it"),
  ]

  private static let hasHits: @Sendable (State) -> Bool = {
    $0.finding.search?.hits.isEmpty == false
  }
}

extension [Binding] {
  /// The rows none of whose keys belongs to one of these.
  func without(keysOf others: [Binding]) -> [Binding] {
    let taken = Set(others.flatMap(\.keys))
    return filter { taken.isDisjoint(with: $0.keys) }
  }
}
