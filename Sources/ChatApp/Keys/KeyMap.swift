import TerminalUI

/// The key table with the user's own keys in it.
struct KeyMap {
  /// Everything, in the order of the help.
  let sections: [KeyTable.Section]
  private let rows: [Layer: [Binding]]

  init(choices: KeyChoices = KeyChoices()) {
    var rows: [Layer: [Binding]] = [:]
    for layer in Layer.allCases {
      rows[layer] = Self.applying(choices, to: KeyTable.bindings(for: layer), in: layer)
    }
    self.rows = rows
    sections = KeyTable.sections.map { section in
      KeyTable.Section(
        title: section.title, layer: section.layer,
        bindings: Self.applying(choices, to: section.bindings, in: section.layer))
    }
  }

  /// The rows that apply in a layer, first match first.
  func bindings(for layer: Layer) -> [Binding] { rows[layer] ?? [] }

  /// What a key asks for now; nil where it does nothing.
  func command(for press: KeyPress, in state: State) -> Command? {
    bindings(for: state.layer).first { $0.keys.contains(press) && $0.isAvailable(state) }?.command
  }

  /// What the footer lists now: how the key is written, and what it does.
  func footer(in state: State) -> [(label: String, title: String)] {
    bindings(for: state.layer).compactMap { binding in
      guard let title = binding.footer, !binding.keys.isEmpty, binding.isAvailable(state) else {
        return nil
      }
      return (binding.label, title)
    }
  }

  /// How the keys of an action are written in a layer; nil where it has none there.
  func label(of command: Command, in layer: Layer = .command) -> String? {
    bindings(for: layer).first { $0.command == command && !$0.keys.isEmpty }?.keys.first?.label
  }

  /// A key that was given to one action is taken from the others that the same reader could mean.
  private static func applying(
    _ choices: KeyChoices, to rows: [Binding], in layer: Layer
  ) -> [Binding] {
    let inLayer = Set(KeyTable.bindings(for: layer).map(\.id))
    let chosen = choices.keys.filter { inLayer.contains($0.key) }
      .mapValues { keys in keys.filter { !layer.takesText || $0.typedCharacter == nil } }
    guard !chosen.isEmpty else { return rows }
    let taken = Set(chosen.values.joined())
    var isPlaced: Set<String> = []
    return rows.map { row in
      if let keys = chosen[row.id] {
        // An action may have several rows; the first gets the keys.
        return row.with(keys: isPlaced.insert(row.id).inserted ? keys : [], isChosen: true)
      }
      let left = row.keys.filter { !taken.contains($0) }
      return left.count == row.keys.count ? row : row.with(keys: left, isChosen: false)
    }
  }
}
