import TerminalUI

extension KeyTable {
  /// The models and engines are listed, for one role at a time.
  static let models: [Binding] =
    [
      Binding(
        [.enter, .character(" ")], .choose, "Enter", footer: "take",
        help: "load it beside what is used, which makes way when it is there"),
      Binding(
        [.tab, .backTab, KeyPress(.tab, .shift)], .switchModelRole, "Tab", footer: "edits/answers",
        help: "choose what makes the edits, or what answers you"),
    ] + selecting + [
      Binding([.escape] + .characters("Eq"), .close, "Esc", footer: "back", help: "back")
    ]
}
