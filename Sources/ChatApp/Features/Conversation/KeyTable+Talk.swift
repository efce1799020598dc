import TerminalUI

extension KeyTable {
  /// Command mode: the dialogue.
  static let talk: [Binding] = [
    Binding(
      .characters("m"), .carried, "m",
      help: "which text goes on into the dialogue: the aligned edit, or the answer as it is"
    ) { $0.talk.isActive },
    Binding([], .replyAgain, "^P", help: "let the policy answer again") {
      $0.canReplyAgain
    },
  ]

  /// A question is being written.
  static let question: [Binding] =
    [
      Binding([.enter], .sendQuestion, "Enter", footer: "send"),
      Binding(
        [.control("j"), KeyPress(.enter, .shift), KeyPress(.enter, .alt)], .newline, "^J",
        footer: "new line", help: "a new line; Alt-Enter too"),
      Binding(
        [.control("n")], .newDialogue, "^N", footer: "go on/begin anew",
        help: "go on with the dialogue on the screen, or begin a new one"
      ) { $0.canContinueDialogue },
      Binding(
        [.escape], .confirm, "Esc", footer: "back, kept as a draft", help: "leave it as a draft"),
      Binding([.control("o"), .control("g")], .externalEditor, "^O"),
      Binding([.control("_"), .control("/"), .alt("u")], .undo, "^_"),
      Binding([.control("r"), .alt("r")], .redo, "^R"),
      Binding([KeyPress(.up)], .move(.up)),
      Binding([KeyPress(.down)], .move(.down)),
      Binding([KeyPress(.pageUp)], .move(.pageUp)),
      Binding([KeyPress(.pageDown)], .move(.pageDown)),
      Binding([KeyPress(.home, .control)], .move(.start)),
      Binding([KeyPress(.end, .control)], .move(.end)),
    ] + field
}
