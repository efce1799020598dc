import TerminalUI

extension KeyTable {
  /// A text is being edited in its pane.
  static let editing: [Binding] =
    [
      Binding(
        [.escape, KeyPress(.enter, .control)], .confirm, "Esc", footer: "done, align",
        help: "leave the text; the edit is made anew where it changed"),
      Binding(
        [.control("_"), .control("/"), .alt("u")], .undo, "^_", footer: "undo",
        help: "undo; Alt-u does too"
      ) { $0.editing?.editor.canUndo == true },
      Binding(
        [.control("r"), .alt("r")], .redo, "^R", footer: "redo", help: "redo; Alt-r does too"
      ) { $0.editing?.editor.canRedo == true },
      Binding(
        [.control("o"), .control("g")], .externalEditor, "^O", footer: "$EDITOR",
        help: "go on in $VISUAL or $EDITOR, else vi"),
      Binding(
        [.enter, .control("j"), KeyPress(.enter, .shift), KeyPress(.enter, .alt)], .newline,
        "Enter", help: "a new line"),
      Binding([KeyPress(.up)], .move(.up), "arrows", help: "move; with ^, by words"),
      Binding([KeyPress(.down)], .move(.down)),
      Binding([KeyPress(.pageUp)], .move(.pageUp)),
      Binding([KeyPress(.pageDown)], .move(.pageDown)),
      Binding([KeyPress(.home, .control)], .move(.start), "^Home ^End", help: "start and end"),
      Binding([KeyPress(.end, .control)], .move(.end)),
    ] + field

  /// What a line of text obeys, be it alone or one of many.
  static let field: [Binding] = [
    Binding([KeyPress(.left), .control("b")], .move(.left)),
    Binding([KeyPress(.right), .control("f")], .move(.right)),
    Binding([KeyPress(.left, .control), KeyPress(.left, .alt), .alt("b")], .move(.wordLeft)),
    Binding([KeyPress(.right, .control), KeyPress(.right, .alt), .alt("f")], .move(.wordRight)),
    Binding(
      [KeyPress(.home), .control("a")], .move(.lineStart), "^A ^E", help: "start and end of line"),
    Binding([KeyPress(.end), .control("e")], .move(.lineEnd)),
    Binding([KeyPress(.backspace), KeyPress(.backspace, .shift)], .delete(.backward)),
    Binding([KeyPress(.delete), .control("d")], .delete(.forward)),
    Binding(
      [.control("w"), KeyPress(.backspace, .alt), KeyPress(.backspace, .control)],
      .delete(.wordBackward), "^W", help: "delete the word before; Alt-d the next"),
    Binding([.alt("d"), KeyPress(.delete, .control)], .delete(.wordForward)),
    Binding(
      [.control("u")], .delete(.toLineStart), "^U ^K", help: "delete to the line's start or end"),
    Binding([.control("k")], .delete(.toLineEnd)),
  ]

  /// An objective is being worded.
  static let wording: [Binding] =
    [
      Binding([.enter], .confirm, "Enter", footer: "keep"),
      Binding([.tab, KeyPress(.down)], .nextField, "Tab", footer: "next field"),
      Binding([.backTab, KeyPress(.tab, .shift), KeyPress(.up)], .previousField, "S-Tab"),
      Binding([.escape], .cancel, "Esc", footer: "discard"),
      Binding([KeyPress(.pageDown)], .scrollTrial(1), "PgDn PgUp", footer: "scroll"),
      Binding([KeyPress(.pageUp)], .scrollTrial(-1), "PgUp"),
      Binding([.control("_"), .control("/"), .alt("u")], .undo, "^_"),
    ] + field

  /// A preset is being named.
  static let presetName: [Binding] =
    [
      Binding([.enter], .confirm, "Enter", footer: "keep"),
      Binding([.escape], .cancel, "Esc", footer: "cancel"),
    ] + field

  /// A path is being typed.
  static let path: [Binding] =
    [
      Binding([.enter], .confirm, "Enter", footer: "read"),
      Binding([.tab, .backTab], .nextField, "Tab", footer: "answer/context"),
      Binding([.escape], .cancel, "Esc", footer: "cancel"),
    ] + field

  /// A pasted text waits.
  static let paste: [Binding] = [
    Binding(.characters("a"), .pasteInto(.answer), "a", footer: "it is the answer"),
    Binding(.characters("c"), .pasteInto(.context), "c", footer: "it is the context"),
    Binding([.escape], .cancel, "Esc", footer: "drop it"),
  ]
}
