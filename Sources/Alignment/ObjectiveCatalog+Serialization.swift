import StrictJSON

extension ObjectiveCatalog {
  /// What `source` says of an objective that the user made; without the member it is the user's too.
  static let userSource = "user"
  /// What `source` says of an objective of which only that is known that it is not the user's.
  private static let builtInSource = "built-in"

  /// The catalog as a file: members that this program does not know stay where they were.
  ///
  /// - Returns: The bytes, UTF-8, ending in a line feed.
  public func serialized() -> [UInt8] {
    var root = rootMembers
    if root["schema"] == nil { root["schema"] = .integer(Int64(Self.schemaVersion)) }
    root["objectives"] = .array(entries.map { .object(Self.members(of: $0)) })
    if !presetEntries.isEmpty || root["presets"] != nil {
      root["presets"] = .array(presetEntries.map { .object(Self.members(of: $0)) })
    }
    var bytes = JSONWriter.write(.object(root), pretty: true)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }

  private static func members(of entry: Entry) -> JSONObject {
    let objective = entry.objective
    var members = entry.members
    members["id"] = .string(objective.id)
    members["label"] = .string(objective.label)
    members["description"] = .string(objective.description)
    setList("aliases", objective.aliases, in: &members)
    let families = (members["trained"]?.arrayValue ?? []).compactMap {
      $0.stringValue.flatMap(PromptFamily.init(name:))
    }
    if families != objective.trainedFamilies {
      setList("trained", objective.trainedFamilies.map(\.rawValue), in: &members)
    }
    setPrompts(objective.prompts, in: &members)
    let source = members["source"]?.stringValue
    if objective.isUserDefined != (source == nil || source == userSource) || entry.isNew {
      members["source"] = .string(objective.isUserDefined ? userSource : builtInSource)
    }
    return members
  }

  private static func members(of entry: PresetEntry) -> JSONObject {
    var members = entry.members
    members["name"] = .string(entry.preset.name)
    members["objectives"] = .array(entry.preset.objectives.map { .string($0) })
    return members
  }

  /// Writes a list, but adds none where there was none and it is empty.
  private static func setList(_ key: String, _ texts: [String], in members: inout JSONObject) {
    if texts.isEmpty, members[key] == nil { return }
    members[key] = .array(texts.map { .string($0) })
  }

  /// Writes the wordings under the names that the file has for the families, new ones at the end.
  private static func setPrompts(
    _ prompts: [PromptFamily: String], in members: inout JSONObject
  ) {
    if prompts.isEmpty, members["prompts"] == nil { return }
    var written = members["prompts"]?.objectValue ?? JSONObject()
    for family in PromptFamily.allCases {
      let name = written.keys.first { PromptFamily(name: $0) == family } ?? family.rawValue
      written[name] = prompts[family].map { .string($0) }
    }
    members["prompts"] = .object(written)
  }
}

extension ObjectiveCatalog.Entry {
  /// Whether it was added by the program rather than read.
  fileprivate var isNew: Bool { members.count == 0 }
}
