import StrictJSON

/// Reads the parts of a theme's file and knows where each stands.
struct ThemeReader {
  typealias Path = [JSONPathStep]

  let document: JSONDocument
  let origin: String

  func palette(_ root: JSONObject) throws(ThemeError) -> [String: Color] {
    var palette: [String: Color] = [:]
    for (name, value) in try members(root, "palette") {
      let path: Path = ["palette", .key(name)]
      let text = try text(value, name, at: path)
      guard let color = Color(name: text) else {
        throw unknown("colour", text, Color.names, at: path)
      }
      palette[name] = color
    }
    return palette
  }

  func looks(_ root: JSONObject) throws(ThemeError) -> [Role: ThemeFile.Look] {
    var looks: [Role: ThemeFile.Look] = [:]
    for (name, value) in try members(root, "roles") {
      let path: Path = ["roles", .key(name)]
      let role = try role(name, at: path)
      if let color = value.stringValue {
        looks[role] = ThemeFile.Look(foreground: color)
        continue
      }
      let look = try object(value, name, at: path)
      try checkNames(
        of: look, among: ["foreground", "background", "attributes"], kind: "member", at: path)
      looks[role] = ThemeFile.Look(
        foreground: try look["foreground"].map { value throws(ThemeError) in
          try text(value, "foreground", at: path + ["foreground"])
        },
        background: try look["background"].map { value throws(ThemeError) in
          try text(value, "background", at: path + ["background"])
        },
        attributes: try look["attributes"].map { value throws(ThemeError) in
          try attributes(value, at: path + ["attributes"])
        } ?? [])
    }
    return looks
  }

  func marks(_ root: JSONObject) throws(ThemeError) -> [Role: CellAttributes] {
    var marks: [Role: CellAttributes] = [:]
    for (name, value) in try members(root, "monochrome") {
      let path: Path = ["monochrome", .key(name)]
      marks[try role(name, at: path)] = try attributes(value, at: path)
    }
    return marks
  }

  func text(_ root: JSONObject, _ member: String) throws(ThemeError) -> String? {
    try root[member].map { value throws(ThemeError) in
      try text(value, member, at: [.key(member)])
    }
  }

  func object(
    _ value: JSONValue, _ member: String, at path: Path
  ) throws(ThemeError) -> JSONObject {
    guard let object = value.objectValue else {
      throw wrongType(member, .object, value, at: path)
    }
    return object
  }

  /// A misspelt name would be passed over in silence.
  func checkNames(
    of object: JSONObject, among known: [String], kind: String, at path: Path
  ) throws(ThemeError) {
    for name in object.keys where !known.contains(name) {
      throw unknown(kind, name, known, at: path + [.key(name)])
    }
  }

  func unknown(
    _ kind: String, _ name: String, _ known: [String], at path: Path
  ) -> ThemeError {
    error(.unknownName(kind: kind, name: name, known: known), at: path)
  }

  func error(_ problem: ThemeError.Problem, at path: Path) -> ThemeError {
    let place = document.position(of: path) ?? JSONPosition(line: 1, column: 1)
    return ThemeError(problem: problem, origin: origin, line: place.line, column: place.column)
  }

  private func role(_ name: String, at path: Path) throws(ThemeError) -> Role {
    guard let role = Role(rawValue: name) else {
      throw unknown("role", name, Role.allCases.map(\.rawValue), at: path)
    }
    return role
  }

  private func attributes(
    _ value: JSONValue, at path: Path
  ) throws(ThemeError) -> CellAttributes {
    guard let list = value.arrayValue else {
      throw wrongType("attributes", .array, value, at: path)
    }
    var attributes: CellAttributes = []
    for (index, element) in list.enumerated() {
      let path = path + [.index(index)]
      let name = try text(element, "attributes", at: path)
      guard let known = CellAttributes.names.first(where: { $0.name == name }) else {
        throw unknown("attribute", name, CellAttributes.names.map(\.name), at: path)
      }
      attributes.formUnion(known.attributes)
    }
    return attributes
  }

  private func members(
    _ root: JSONObject, _ member: String
  ) throws(ThemeError) -> [(key: String, value: JSONValue)] {
    guard let value = root[member] else { return [] }
    return try object(value, member, at: [.key(member)]).members
  }

  private func text(
    _ value: JSONValue, _ member: String, at path: Path
  ) throws(ThemeError) -> String {
    guard let text = value.stringValue else { throw wrongType(member, .string, value, at: path) }
    return text
  }

  private func wrongType(
    _ member: String, _ expected: JSONKind, _ value: JSONValue, at path: Path
  ) -> ThemeError {
    error(.wrongType(member: member, expected: expected, found: value.kind), at: path)
  }
}
