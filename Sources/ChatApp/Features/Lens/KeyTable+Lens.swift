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
      .characters("w"), .lens(.compare), "w", footer: "compare",
      help: "edits of the same answer for other objectives, or by the other model, side by side",
      when: canCompare),
    Binding(
      .characters("i"), .lens(.iterate), "i", footer: "iterate",
      help: "edit the edit again until it stays as it is", when: { $0.canIterate }),
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

  private static let canCompare: @Sendable (State) -> Bool = { state in
    if case .ready = state.engine { state.canAlign } else { false }
  }

  /// Several edits stand side by side.
  static let contest: [Binding] =
    (1...ObjectiveBoard.digits).map { digit in
      Binding(
        .characters(String(digit)), .lens(.toggleInColumn(digit - 1)), "1–9",
        footer: digit == 1 ? "toggle" : nil,
        help: digit == 1 ? "switch an objective of the column with ▸, or of both models" : nil
      ) { ObjectivesView.visibleCount(in: $0) >= digit }
    } + [
      Binding(
        [.tab, KeyPress(.right)] + .characters("l"), .lens(.nextColumn(1)), "Tab",
        footer: "column", help: "next column; Shift-Tab the previous"),
      Binding(
        [.backTab, KeyPress(.tab, .shift), KeyPress(.left)] + .characters("h"),
        .lens(.nextColumn(-1))),
      Binding(.characters("+"), .lens(.addColumn), "+", footer: "add", help: "another column") {
        guard let contest = $0.lens.contest, !contest.comparesModels else { return false }
        return contest.columns.count < Contest.room(in: $0.size.columns)
      },
      Binding(
        .characters("-") + [KeyPress(.delete)], .lens(.removeColumn), "-", footer: "remove",
        help: "without the column"
      ) { ($0.lens.contest?.columns.count ?? 0) > 2 },
      Binding(
        [.enter], .lens(.takeColumn), "Enter", footer: "take",
        help: "go on with the column's objectives"),
      Binding(.characters("R"), .lens(.runColumn), "R", help: "make the column's edit again"),
      Binding(
        .characters("j") + [KeyPress(.down)], .lens(.scrollColumns(1)), "j/k",
        help: "scroll all columns"),
      Binding(.characters("k") + [KeyPress(.up)], .lens(.scrollColumns(-1))),
      Binding([KeyPress(.pageDown), .character(" ")], .lens(.scrollColumns(10))),
      Binding([KeyPress(.pageUp)], .lens(.scrollColumns(-10))),
      Binding(
        [.escape] + .characters("wq"), .lens(.closeContest), "Esc", footer: "back", help: "back"),
      Binding(
        .characters("m"), .lens(.switchContest), "m", footer: "models/sets",
        help: "compare two models for the same objectives, or sets of objectives"
      ) { $0.lens.second != .none },
    ]

  /// An edit is edited again.
  static let iteration: [Binding] = [
    Binding(
      .characters("j") + [KeyPress(.down)], .lens(.selectRound(1)), "j/k", footer: "round",
      help: "the rounds; the selected one's text is below"),
    Binding(.characters("k") + [KeyPress(.up)], .lens(.selectRound(-1))),
    Binding(
      .characters("s"), .lens(.stopIteration), "s", footer: "stop",
      help: "stop, and keep the rounds; so does ^C"
    ) { $0.lens.iteration?.run != nil },
    Binding(
      [.enter], .lens(.takeRound), "Enter", footer: "as answer",
      help: "take the round's text as the answer"),
    Binding(
      [.escape] + .characters("iq"), .lens(.closeIteration), "Esc", footer: "back", help: "back"),
  ]
}
