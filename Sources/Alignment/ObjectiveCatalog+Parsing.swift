import StrictJSON

extension ObjectiveCatalog {
  /// Reads a catalog file.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: The catalog.
  /// - Throws: `CatalogError` with line, column and what is wrong there.
  public static func parse(_ bytes: [UInt8]) throws(CatalogError) -> ObjectiveCatalog {
    let document: JSONDocument
    do {
      document = try JSONParser.parseWithPositions(bytes)
    } catch {
      throw CatalogError(.notJSON(error.kind), line: error.line, column: error.column)
    }
    return try CatalogReader(document: document).catalog()
  }
}

/// Reads a parsed document as a catalog and knows where each value stands.
private struct CatalogReader {
  typealias Path = [JSONPathStep]

  let document: JSONDocument

  func catalog() throws(CatalogError) -> ObjectiveCatalog {
    let root = try object(document.root, "catalog", at: [])
    try checkSchema(root)
    let list = try array(
      try required(root, "objectives", .array, at: []), "objectives", at: ["objectives"])
    var entries: [ObjectiveCatalog.Entry] = []
    var owners: [String: String] = [:]
    for (index, value) in list.enumerated() {
      let path: Path = ["objectives", .index(index)]
      let members = try object(value, "objective", at: path)
      let objective = try objective(members, at: path)
      try claimNames(of: objective, at: path, owners: &owners)
      entries.append(ObjectiveCatalog.Entry(objective: objective, members: members))
    }
    return ObjectiveCatalog(
      entries: entries, presetEntries: try presets(root), rootMembers: root)
  }

  private func presets(_ root: JSONObject) throws(CatalogError) -> [ObjectiveCatalog.PresetEntry] {
    guard let value = root["presets"] else { return [] }
    var entries: [ObjectiveCatalog.PresetEntry] = []
    var owners: [String: String] = [:]
    for (index, value) in try array(value, "presets", at: ["presets"]).enumerated() {
      let path: Path = ["presets", .index(index)]
      let members = try object(value, "preset", at: path)
      let name = try requiredText(members, "name", at: path)
      if let owner = owners.updateValue(name, forKey: ObjectiveKey.folded(name)) {
        throw error(.duplicateName(name, firstUsedBy: owner), at: path + ["name"])
      }
      _ = try required(members, "objectives", .array, at: path)
      let preset = ObjectivePreset(
        name: name, objectives: try texts(members, "objectives", at: path))
      entries.append(ObjectiveCatalog.PresetEntry(preset: preset, members: members))
    }
    return entries
  }

  private func checkSchema(_ root: JSONObject) throws(CatalogError) {
    let value = try required(root, "schema", .number, at: [])
    guard value.kind == .number else {
      throw wrongType("schema", .number, value, at: ["schema"])
    }
    guard let version = value.intValue else {
      throw error(.notWhole(member: "schema"), at: ["schema"])
    }
    guard version >= 1, version <= ObjectiveCatalog.schemaVersion else {
      throw error(
        .unsupportedSchema(found: version, newest: ObjectiveCatalog.schemaVersion), at: ["schema"])
    }
  }

  private func objective(_ members: JSONObject, at path: Path) throws(CatalogError) -> Objective {
    var prompts: [PromptFamily: String] = [:]
    if let value = members["prompts"] {
      let promptsPath = path + ["prompts"]
      for (name, text) in try object(value, "prompts", at: promptsPath).members {
        let textPath = promptsPath + [.key(name)]
        let family = try family(name, at: textPath)
        guard prompts[family] == nil else {
          throw error(.duplicateName(name, firstUsedBy: family.rawValue), at: textPath)
        }
        prompts[family] = try nonblankText(text, name, at: textPath)
      }
    }
    var families: [PromptFamily] = []
    for (index, name) in try texts(members, "trained", at: path).enumerated() {
      let family = try family(name, at: path + ["trained", .index(index)])
      if !families.contains(family) { families.append(family) }
    }
    let source = try members["source"].map { value throws(CatalogError) in
      try nonblankText(value, "source", at: path + ["source"])
    }
    return Objective(
      id: try requiredText(members, "id", at: path),
      label: try requiredText(members, "label", at: path),
      description: try requiredText(members, "description", at: path),
      aliases: try texts(members, "aliases", at: path),
      trainedFamilies: families, prompts: prompts,
      isUserDefined: source == nil || source == ObjectiveCatalog.userSource)
  }

  /// Notes who has a name first; a label may repeat the objective's own id or alias.
  private func claimNames(
    of objective: Objective, at path: Path, owners: inout [String: String]
  ) throws(CatalogError) {
    var places: [(name: String, path: Path)] = [(objective.id, path + ["id"])]
    for (index, alias) in objective.aliases.enumerated() {
      places.append((alias, path + ["aliases", .index(index)]))
    }
    for (name, place) in places {
      let folded = ObjectiveKey.folded(name)
      if let owner = owners[folded] {
        throw error(.duplicateName(name, firstUsedBy: owner), at: place)
      }
      owners[folded] = objective.id
    }
    let label = ObjectiveKey.folded(objective.label)
    if let owner = owners[label], owner != objective.id {
      throw error(.duplicateName(objective.label, firstUsedBy: owner), at: path + ["label"])
    }
    owners[label] = objective.id
  }

  private func family(_ name: String, at path: Path) throws(CatalogError) -> PromptFamily {
    if let family = PromptFamily(name: name) { return family }
    throw error(
      .unknownFamily(name, known: PromptFamily.allCases.map(\.rawValue)), at: path)
  }

  private func texts(
    _ members: JSONObject, _ key: String, at path: Path
  ) throws(CatalogError) -> [String] {
    guard let value = members[key] else { return [] }
    var texts: [String] = []
    for (index, element) in try array(value, key, at: path + [.key(key)]).enumerated() {
      texts.append(try nonblankText(element, key, at: path + [.key(key), .index(index)]))
    }
    return texts
  }

  private func requiredText(
    _ members: JSONObject, _ key: String, at path: Path
  ) throws(CatalogError) -> String {
    try nonblankText(try required(members, key, .string, at: path), key, at: path + [.key(key)])
  }

  private func nonblankText(
    _ value: JSONValue, _ member: String, at path: Path
  ) throws(CatalogError) -> String {
    guard let text = value.stringValue else { throw wrongType(member, .string, value, at: path) }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw error(.blank(member: member), at: path)
    }
    if let scalar = text.firstControlCharacter {
      throw error(.controlCharacter(member: member, scalar: scalar), at: path)
    }
    return text
  }

  private func required(
    _ members: JSONObject, _ key: String, _ kind: JSONKind, at path: Path
  ) throws(CatalogError) -> JSONValue {
    guard let value = members[key] else {
      throw error(.missing(member: key, expected: kind), at: path)
    }
    return value
  }

  private func object(
    _ value: JSONValue, _ member: String, at path: Path
  ) throws(CatalogError) -> JSONObject {
    guard let object = value.objectValue else { throw wrongType(member, .object, value, at: path) }
    return object
  }

  private func array(
    _ value: JSONValue, _ member: String, at path: Path
  ) throws(CatalogError) -> [JSONValue] {
    guard let array = value.arrayValue else { throw wrongType(member, .array, value, at: path) }
    return array
  }

  private func wrongType(
    _ member: String, _ expected: JSONKind, _ value: JSONValue, at path: Path
  ) -> CatalogError {
    error(.wrongType(member: member, expected: expected, found: value.kind), at: path)
  }

  private func error(_ problem: CatalogError.Problem, at path: Path) -> CatalogError {
    let place = document.position(of: path) ?? JSONPosition(line: 1, column: 1)
    return CatalogError(problem, line: place.line, column: place.column)
  }
}
