import Alignment
import TerminalUI

extension State {
  /// The objectives of a preset that the catalog has, in the preset's order.
  func objectives(of preset: ObjectivePreset) -> [Objective] {
    preset.objectives.compactMap { board.catalog.resolve($0, family: family) }
  }

  /// Whether exactly its objectives are on.
  func isOn(_ preset: ObjectivePreset) -> Bool {
    let ids = Set(objectives(of: preset).map(\.id))
    return !ids.isEmpty && ids == Set(board.enabled)
  }

  private var selectedPreset: ObjectivePreset? {
    guard case .presets(let selected) = overlays.last else { return nil }
    let presets = board.catalog.presets
    return presets.indices.contains(selected) ? presets[selected] : nil
  }

  var hasSelectedPreset: Bool { selectedPreset != nil }

  /// Switches exactly the objectives of the selected preset on.
  mutating func choosePreset() -> [Effect] {
    guard let preset = selectedPreset else { return [] }
    let found = objectives(of: preset)
    guard !found.isEmpty else {
      say("The catalog has none of its objectives.", .warning)
      return []
    }
    overlays.removeLast()
    let before = board.enabled
    board.enable(preset.objectives, family: family)
    arrangeBoard()
    say("\(preset.name): \(found.map(\.label).joined(separator: ", ")).", .success)
    return board.enabled == before ? [] : restartEdit()
  }

  /// Asks for the name under which what is on is kept.
  mutating func beginPreset() {
    guard !board.enabled.isEmpty else { return say("No objective is on to keep.", .warning) }
    overlays.append(.presetName(TextEditor()))
  }

  mutating func keepPreset(_ name: TextEditor) -> [Effect] {
    let preset = ObjectivePreset(
      name: name.text.split(whereSeparator: \.isWhitespace).joined(separator: " "),
      objectives: board.enabled)
    do {
      try board.store(preset)
      overlays.removeLast()
      if case .presets = overlays.last {
        let place = board.catalog.presets.firstIndex { $0 == preset } ?? 0
        overlays[overlays.count - 1] = .presets(selected: place)
      }
      say("Kept for this run; s saves it.", .success)
    } catch {
      say(Self.sentence(for: error), .error)
    }
    return []
  }

  mutating func deletePreset() {
    guard let preset = selectedPreset else { return }
    board.removePreset(preset.name)
    moveSelection(by: 0)
    say("\(preset.name) is deleted; u takes it back.", .success)
  }
}
