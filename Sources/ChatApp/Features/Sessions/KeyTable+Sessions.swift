import TerminalUI

extension KeyTable {
  /// The sessions are listed.
  static let sessions: [Binding] =
    [
      Binding(
        [.enter], .session(.resume), "Enter", footer: "resume", help: "go on where it ended",
        when: isOnSession),
      Binding(
        .characters("/"), .session(.search), "/", footer: "search",
        help: "search in every text, edit and title"),
      Binding([.escape] + .characters("Sq"), .close, "Esc", footer: "back", help: "back"),
      Binding(
        .characters("r"), .session(.rename), "r", footer: "rename", help: "give it a name",
        when: isOnSession),
      Binding(
        .characters("d") + [KeyPress(.delete)], .session(.delete), "d", footer: "delete",
        help: "delete it for good, asked twice", when: isOnSession),
      Binding(
        .characters("x"), .session(.export), "x", footer: "export",
        help: "write it as a page into the folder that the program was started in",
        when: isOnSession),
    ] + selecting

  /// A line about the sessions is being typed.
  static let sessionField: [Binding] =
    [
      Binding([.enter], .session(.acceptField), "Enter", footer: "done"),
      Binding([.escape], .session(.dropField), "Esc", footer: "cancel"),
      Binding([.control("_"), .control("/"), .alt("u")], .undo, "^_"),
    ] + field

  private static let isOnSession: @Sendable (State) -> Bool = { $0.sessionList?.selectedRow != nil }
}
