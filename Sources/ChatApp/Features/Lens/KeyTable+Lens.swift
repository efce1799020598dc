import TerminalUI

extension KeyTable {
  /// Command mode: what looks into the edits.
  static let lens: [Binding] = [
    Binding(
      .characters("a"), .lens(.attribution), "a", footer: "attribution",
      help: "what each objective did to each token of the edit", when: { $0.canScore }),
    Binding(
      .characters("."), .lens(.alternatives), ".",
      help: "what else could stand at a token; a click on the edit does it too",
      when: { $0.canScore }),
    Binding(
      .characters("P"), .lens(.prefetching), "P",
      help: "make the edits one toggle away while the model is idle, or not"),
  ]

  /// The edit's tokens are shown.
  static let tokens: [Binding] = [
    Binding(
      .characters("l") + [KeyPress(.right)], .lens(.moveToken(1)), "←/→", footer: "token",
      help: "the token before and after; a click takes any"),
    Binding(.characters("h") + [KeyPress(.left)], .lens(.moveToken(-1))),
    Binding(
      .characters("j") + [KeyPress(.down)], .lens(.moveTokenByRow(1)), "j/k", footer: "line",
      help: "a line down and up"),
    Binding(.characters("k") + [KeyPress(.up)], .lens(.moveTokenByRow(-1))),
    Binding([KeyPress(.pageDown), .control("d")], .lens(.moveTokenByRow(8))),
    Binding([KeyPress(.pageUp), .control("u")], .lens(.moveTokenByRow(-8))),
    Binding(
      [.tab], .lens(.nextObjective(1)), "Tab", footer: "objective",
      help: "the next objective's part; Shift-Tab the one before"
    ) { $0.lens.attribution?.detail == .objectives },
    Binding([.backTab, KeyPress(.tab, .shift)], .lens(.nextObjective(-1))) {
      $0.lens.attribution?.detail == .objectives
    },
    Binding(
      .characters("a"), .lens(.attribution), "a", footer: "objectives",
      help: "what the objectives did"
    ) { $0.lens.attribution?.detail == .alternatives },
    Binding(
      .characters("."), .lens(.alternatives), ".", footer: "alternatives",
      help: "what else could stand there"
    ) { $0.lens.attribution?.detail == .objectives },
    Binding([.escape] + .characters("q"), .close, "Esc", footer: "back", help: "back"),
  ]
}
