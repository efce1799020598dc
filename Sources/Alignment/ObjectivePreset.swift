import StrictJSON

/// A set of objectives with a name, to be switched on together.
public struct ObjectivePreset: Sendable, Equatable {
  /// Its name on the screen, unique in a catalog.
  public var name: String
  /// The names of its objectives, in the order in which prompts name them; what the catalog lacks does not count.
  public var objectives: [String]

  /// Makes a preset.
  public init(name: String, objectives: [String]) {
    self.name = name
    self.objectives = objectives
  }
}

extension ObjectiveCatalog {
  /// A preset and the members that its entry in the file had.
  struct PresetEntry: Sendable, Equatable {
    var preset: ObjectivePreset
    var members: JSONObject
  }

  /// The presets in order.
  public var presets: [ObjectivePreset] { presetEntries.map(\.preset) }

  /// Adds a preset at the end, or puts it in the place of the one with its name.
  ///
  /// - Parameter preset: The preset.
  /// - Throws: `AlignmentError` where its name is blank or holds a control character.
  public mutating func store(_ preset: ObjectivePreset) throws(AlignmentError) {
    guard !preset.name.trimmingBlanks().isEmpty else { throw .presetWithoutName }
    if let control = preset.name.firstControlCharacter {
      throw .controlCharacterInPreset(name: preset.name, scalar: control)
    }
    if let place = place(ofPreset: preset.name) {
      presetEntries[place].preset = preset
    } else {
      presetEntries.append(PresetEntry(preset: preset, members: JSONObject()))
    }
  }

  /// Takes a preset out; does nothing where there is none with this name.
  ///
  /// - Parameter name: Its name.
  public mutating func removePreset(_ name: String) {
    if let place = place(ofPreset: name) { presetEntries.remove(at: place) }
  }

  private func place(ofPreset name: String) -> Int? {
    let wanted = ObjectiveKey.folded(name)
    return presetEntries.firstIndex { ObjectiveKey.folded($0.preset.name) == wanted }
  }
}
