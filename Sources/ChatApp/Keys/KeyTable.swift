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
    Section(title: "Moving about", layer: .command, bindings: moving),
    Section(title: "While you write", layer: .editing, bindings: editing),
    Section(title: "In the list of objectives", layer: .objectives, bindings: objectives),
    Section(title: "In the list of examples", layer: .examples, bindings: examples),
    Section(title: "In the list of themes", layer: .themes, bindings: themes),
  ]

  /// The rows that apply in a layer, first match first.
  static func bindings(for layer: Layer) -> [Binding] {
    switch layer {
    case .command: command + moving + everywhere
    case .editing: editing + always
    case .help: help + always
    case .examples: examples + always
    case .objectives: objectives + always
    case .wording: wording + always
    case .path: path + always
    case .paste: paste + always
    case .palette: palette + always.filter { $0.command != .palette }
    case .themes: themes + always
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
    ) { ![.wording, .path, .paste].contains($0.layer) },
  ]

  private static let everywhere: [Binding] =
    always + [
      Binding(.characters("?"), .help, "?", footer: "help", help: "this help, outside of texts"),
      Binding(.characters("q"), .quit, "q", help: "quit"),
    ]
}
