import TerminalUI

extension KeyTable {
  /// Command mode: what acts on the edit and the texts.
  static let command: [Binding] =
    [
      Binding([.escape], .stop, "Esc", footer: "stop", help: "stop the stream, keep its text") {
        $0.canStop
      }
    ]
    + (1...ObjectiveBoard.digits).map { digit in
      Binding(
        .characters(String(digit)), .toggle(digit - 1), "1–9",
        footer: digit == 1 ? "toggle" : nil,
        help: digit == 1 ? "switch an objective; the edit is made anew a moment later" : nil,
        title: "switch objective \(digit)"
      ) { ObjectivesView.visibleCount(in: $0) >= digit }
    } + [
      Binding(.characters("e"), .edit(.answer), "e", footer: "answer", help: "edit the answer"),
      Binding(.characters("c"), .edit(.context), "c", footer: "context", help: "edit the context"),
      Binding(
        .characters("u"), .writeQuestion, "u", footer: "ask",
        help: "write as the user: ask, or ask on"),
      Binding(
        .characters("o"), .objectives, "o", footer: "objectives",
        help: "all objectives: toggle, order, reword, invent"),
      Binding(
        .characters("p"), .presets, "p",
        help: "presets: sets of objectives with a name"),
      Binding(.characters("+"), .newObjective, "+", help: "invent an objective"),
      Binding(
        .characters("n"), .nextChange, "n/N", footer: "change", help: "next and previous change",
        title: "next change", when: hasChanges),
      Binding(
        .characters("N"), .previousChange, "n/N", title: "previous change", when: hasChanges),
      Binding(
        .characters("v"), .diffView, "v", footer: "view",
        help: "differences side by side, inline, marked, or edit only"),
      Binding(
        .characters("R") + [.enter], .again, "R", footer: "again", help: "make the edit again"
      ) { !$0.edit.isUnderWay && $0.canAlign && !$0.engine.isFailed },
      Binding(
        .characters("y"), .copy, "y", footer: "copy", help: "copy the focused text as it is shown"
      ) { $0.hasTextToCopy },
      Binding(.characters("x"), .examples, "x", footer: "examples", help: "pick an example") {
        !$0.configuration.examples.isEmpty
      },
      Binding(
        .characters("r"), .readFile, "r", footer: "read file",
        help: "read the answer or the context from a file"),
      Binding(
        .characters("f"), .family, "f", footer: "family",
        help: "prompt family: HH-RLHF, UltraFeedback, IMHI"),
      Binding(
        .characters("="), .direction, "=", footer: "better/equal",
        help: "improve the answer on the objectives, or keep it equal"),
      Binding(.characters("T"), .themes, "T", help: "pick a theme"),
      Binding(
        .characters("E"), .chooseModel, "E",
        help: "models and engines: choose what makes the edits, and what answers"
      ) { $0.configuration.choosesModels },
      Binding(
        .characters("t"), .expandContext, "t", footer: "turns",
        help: "show more of the context, or less"
      ) { $0.layout.context != nil },
      Binding(
        .characters("s"), .staging(.begin), "s", footer: "stage",
        help: "accept or reject each change, and keep the merged text for training"
      ) { $0.canStage },
      Binding(
        .characters("h"), .history(.open), "h", help: "the tree of edits: go back, compare, go on"),
      Binding(
        .characters("S"), .session(.list), "S",
        help: "sessions that were kept: resume, search, rename, delete, export"),
      Binding(
        .characters("<"), .moveDivider(-Reading.step), "< >",
        help: "more room for the edit, for the answer; so does the mouse on the divider",
        when: hasDivider),
      Binding(.characters(">"), .moveDivider(Reading.step), "< >", when: hasDivider),
      Binding([], .linkScrolling, "^P", help: "answer and edit scroll together, or on their own"),
      Binding(
        [.control("o"), .control("g")], .externalEditor, "^O ^G",
        help: "the focused text, else the answer, in $EDITOR or vi"),
    ]

  /// Command mode: what moves the view.
  static let moving: [Binding] = [
    Binding(
      [.tab], .nextPane, "Tab", footer: "pane", help: "next pane; Shift-Tab the previous",
      title: "next pane"
    ) { $0.visiblePanes.count > 1 },
    Binding([.backTab, KeyPress(.tab, .shift)], .previousPane, "S-Tab", title: "previous pane") {
      $0.visiblePanes.count > 1
    },
    Binding(
      .characters("j") + [KeyPress(.down)], .scroll(.lines(1)), "j/k",
      help: "scroll the focused pane; so do the arrows and the wheel", title: "scroll down"),
    Binding(.characters("k") + [KeyPress(.up)], .scroll(.lines(-1)), "j/k", title: "scroll up"),
    Binding(
      [KeyPress(.pageDown), .character(" ")], .scroll(.pages(1)), "PgDn PgUp", help: "a page",
      title: "scroll a page down"),
    Binding([KeyPress(.pageUp)], .scroll(.pages(-1)), "PgUp", title: "scroll a page up"),
    Binding(
      [.control("d")], .scroll(.halfPages(1)), "^D ^U", help: "half a page",
      title: "scroll half a page down"),
    Binding([.control("u")], .scroll(.halfPages(-1)), "^U", title: "scroll half a page up"),
    Binding(
      .characters("g") + [KeyPress(.home)], .scroll(.top), "g/G",
      help: "the top; the end, followed while the text grows", title: "go to the top"),
    Binding(
      .characters("G") + [KeyPress(.end), KeyPress(.end, .control)], .scroll(.end), "G",
      title: "go to the end and follow it"),
  ]

  private static let hasDivider: @Sendable (State) -> Bool = { $0.layout.divider != nil }
  private static let hasChanges: @Sendable (State) -> Bool = { !$0.comparison.changes.isEmpty }
}
