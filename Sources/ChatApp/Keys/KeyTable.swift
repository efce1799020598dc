import TerminalUI

/// All keys as they are without the user's own, by who gets them; `KeyMap` is what counts.
enum KeyTable {
  /// A group of keys, for the help.
  struct Section {
    let title: String
    let layer: Layer
    let bindings: [Binding]
  }

  /// Everything, in the order of the help.
  static let sections: [Section] = [
    Section(title: "Everywhere", layer: .command, bindings: everywhere),
    Section(title: "The edit and the texts", layer: .command, bindings: command),
    Section(title: "The dialogue", layer: .command, bindings: talk),
    Section(title: "Rows of a data file", layer: .command, bindings: rows),
    Section(title: "Looking into the edit", layer: .command, bindings: lens),
    Section(title: "Moving about", layer: .command, bindings: moving),
    Section(title: "Finding and copying", layer: .command, bindings: finding),
    Section(title: "While you write", layer: .editing, bindings: editing),
    Section(title: "While you ask", layer: .question, bindings: question),
    Section(title: "In the list of objectives", layer: .objectives, bindings: objectives),
    Section(title: "In the list of presets", layer: .presets, bindings: presets),
    Section(title: "In the list of examples", layer: .examples, bindings: examples),
    Section(title: "In the list of themes", layer: .themes, bindings: themes),
    Section(title: "In the list of models", layer: .models, bindings: models),
    Section(title: "In the list of sessions", layer: .sessions, bindings: sessions),
    Section(title: "While you stage changes", layer: .staging, bindings: staging),
    Section(title: "In the tree of edits", layer: .history, bindings: history),
    Section(title: "In the list of rows", layer: .rows, bindings: rowList),
    Section(title: "Among the edit's tokens", layer: .tokens, bindings: tokens),
    Section(title: "While edits are compared", layer: .contest, bindings: contest),
    Section(title: "While an edit is edited again", layer: .iteration, bindings: iteration),
  ]

  private static let commandMode = rows + command + talk + lens + moving + finding + everywhere

  /// The rows that apply in a layer, first match first.
  static func bindings(for layer: Layer) -> [Binding] {
    switch layer {
    case .command: commandMode
    case .matches: matches + commandMode.without(keysOf: matches)
    case .selection: selection + commandMode.without(keysOf: selection)
    case .search: search + always
    case .editing: editing + always
    case .help: help + always
    case .examples: examples + always
    case .objectives: objectives + always
    case .wording: wording + always
    case .presets: presets + always
    case .presetName: presetName + always
    case .path: path + always
    case .paste: paste + always
    case .palette: palette + always.filter { $0.command != .palette }
    case .themes: themes + always
    case .models: models + always
    case .sessions: sessions + always
    case .staging: staging + always
    case .history: history + always
    case .historyComparison: historyComparison + always
    case .sessionField: sessionField + always
    case .rows: rowList + always
    case .rowSearch: rowSearch + always
    case .dataFile: dataFile + always
    case .tokens: tokens + always
    case .contest: contest + always
    case .iteration: iteration + always
    case .question: question + always
    }
  }

  /// Keys that mean the same whoever has the keys, texts included.
  private static let always: [Binding] = [
    Binding([.control("c")], .interrupt, "^C", help: "stop the stream; twice when idle: quit"),
    Binding([.control("z")], .suspend, "^Z", help: "suspend"),
    Binding([.control("l")], .redraw, "^L", help: "draw the screen anew"),
    Binding([KeyPress(.function(1))], .help, "F1", help: "this help"),
    Binding(
      [.control("p")], .palette, "^P", footer: "all", help: "all actions, found by their words"
    ) { !$0.layer.isQuestion },
  ]

  private static let everywhere: [Binding] =
    always + [
      Binding(.characters("?"), .help, "?", footer: "help", help: "this help, outside of texts"),
      Binding(.characters("q"), .quit, "q", help: "quit"),
    ]
}
