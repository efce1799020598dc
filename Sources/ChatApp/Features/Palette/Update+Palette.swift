import Alignment
import TerminalUI

extension State {
  /// Does what the palette's bar is on, as its key would where the palette was opened.
  mutating func run(_ palette: Palette) -> [Effect] {
    let entries = paletteEntries
    guard entries.indices.contains(palette.selected) else { return [] }
    overlays.removeLast()
    return perform(entries[palette.selected].binding.command)
  }

  /// A click selects a row, and a click on the selected one does what Enter would.
  mutating func press(in palette: Palette, at position: Position) -> [Effect] {
    let index = ListView.index(
      at: position, count: paletteEntries.count, selected: palette.selected, in: layout.overlay)
    if index == palette.selected { return run(palette) }
    if let index {
      var palette = palette
      palette.selected = index
      overlays[overlays.count - 1] = .palette(palette)
    }
    return []
  }

  /// What the open palette lists: all that can be asked for below it and fits what is looked for, the nearest first.
  var paletteEntries: [Palette.Entry] {
    guard case .palette(let palette) = overlays.last else { return [] }
    var below = self
    below.overlays.removeLast()
    let words = palette.query.text.lowercased().split(separator: " ").map(String.init)
    let found = below.actions.compactMap { entry in
      Palette.distance(of: entry, from: words).map { (entry: entry, distance: $0) }
    }
    // A stable order: what fits alike stays as the table has it.
    return found.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }.map(\.element.entry)
  }

  /// Everything that a key could ask for now, once.
  private var actions: [Palette.Entry] {
    let rows = keyMap.bindings(for: layer)
    var seen: Set<String> = [Command.palette.identifier]
    return rows.compactMap { row in
      guard row.isAvailable(self), seen.insert(row.id).inserted else { return nil }
      let keys = rows.filter { $0.id == row.id }.flatMap(\.keys)
      return Palette.Entry(
        title: actionTitle(of: row.command) ?? row.title,
        keys: keys.prefix(2).map(\.label).joined(separator: " "), binding: row)
    }
  }

  /// A title that depends on what is on the screen.
  private func actionTitle(of command: Command) -> String? {
    guard case .toggle(let index) = command, board.shownObjectives.indices.contains(index) else {
      return nil
    }
    let objective = board.shownObjectives[index]
    return "switch \(objective.label) \(board.isOn(objective.id) ? "off" : "on")"
  }
}
