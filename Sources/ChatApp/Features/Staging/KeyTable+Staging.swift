import TerminalUI

extension KeyTable {
  /// The changes of an edit are being decided; the letters are those of `git add -p`.
  static let staging: [Binding] = [
    Binding(
      .characters("y"), .staging(.accept), "y", footer: "accept", help: "take the edit's words"),
    Binding(
      .characters("n"), .staging(.reject), "n", footer: "reject", help: "keep the answer's words"),
    Binding(
      [.enter], .staging(.write), "Enter", footer: "write",
      help: "write the merged text and the verdicts as a training record"),
    Binding(
      [.escape] + .characters("sq"), .close, "Esc", footer: "back", help: "back, nothing written"),
    Binding(
      .characters("a"), .staging(.acceptRest), "a", footer: "accept rest",
      help: "accept every change that is open"),
    Binding(
      .characters("d"), .staging(.rejectRest), "d", footer: "reject rest",
      help: "reject every change that is open"),
    Binding(
      .characters("u"), .staging(.undecide), "u", footer: "undo",
      help: "take the change's verdict back"),
    Binding(
      .characters("j") + [KeyPress(.down), .tab], .moveSelection(1), "j/k", footer: "move",
      help: "next and previous change"),
    Binding(.characters("k") + [KeyPress(.up), .backTab], .moveSelection(-1)),
    Binding(.characters("g") + [KeyPress(.home)], .moveSelection(-.max)),
    Binding(.characters("G") + [KeyPress(.end)], .moveSelection(.max)),
  ]
}
