import StrictJSON

/// Checks the values of a file, and of the environment.
struct SettingsReader {
  typealias Given = [SettingName: (value: JSONValue, source: Settings.Source)]

  let path: String
  let document: JSONDocument

  /// Names that may stand in the file and set nothing.
  private static let silent: Set = ["schema", "$schema"]

  init(_ bytes: [UInt8], path: String) throws(SettingsError) {
    self.path = path
    do {
      document = try JSONParser.parseWithPositions(bytes)
    } catch {
      throw SettingsError(
        .notJSON(error.kind), at: .file(path: path, line: error.line, column: error.column))
    }
  }

  /// The settings of the file, and the members that are none.
  func read() throws(SettingsError) -> (given: Given, unknown: [Settings.UnknownMember]) {
    guard let members = document.root.objectValue else {
      throw SettingsError(
        .wrongType(setting: "the file", expected: .object, found: document.root.kind),
        at: place([]))
    }
    var given: Given = [:]
    var unknown: [Settings.UnknownMember] = []
    for (key, value) in members.members where !Self.silent.contains(key) {
      let path: [JSONPathStep] = [.key(key)]
      guard let name = SettingName(rawValue: key) else {
        unknown.append(Settings.UnknownMember(name: key, place: place(path)))
        continue
      }
      // `null` is how some editors leave out a member.
      if value.isNull { continue }
      try Self.check(value, of: name, at: path, place)
      given[name] = (value, .file)
    }
    return (given, unknown)
  }

  private func place(_ path: [JSONPathStep]) -> SettingsError.Place {
    let position = document.position(of: path)
    return .file(path: self.path, line: position?.line ?? 1, column: position?.column ?? 1)
  }

  /// The settings of the environment; an empty variable counts as unset.
  static func read(environment: [String: String]) throws(SettingsError) -> Given {
    var given: Given = [:]
    for name in SettingName.allCases {
      guard let variable = name.variable, let text = environment[variable], !text.isEmpty else {
        continue
      }
      let value = value(of: text, as: name.kind)
      try check(value, of: name, at: []) { _ in .variable(variable) }
      given[name] = (value, .environment(variable))
    }
    return given
  }

  private static func value(of text: String, as kind: SettingName.Kind) -> JSONValue {
    switch kind {
    case .flag:
      switch text.lowercased() {
      case "1", "true", "yes", "on": true
      case "0", "false", "no", "off": false
      default: .string(text)
      }
    case .whole: Int64(text).map(JSONValue.integer) ?? .string(text)
    case .text, .choice, .textLists, .engines: .string(text)
    }
  }

  private static func check(
    _ value: JSONValue, of name: SettingName, at path: [JSONPathStep],
    _ place: @escaping ([JSONPathStep]) -> SettingsError.Place
  ) throws(SettingsError) {
    func refuse(_ problem: SettingsError.Problem, at path: [JSONPathStep]) -> SettingsError {
      SettingsError(problem, at: place(path))
    }
    func expect(
      _ kind: JSONKind, _ value: JSONValue, at path: [JSONPathStep]
    ) throws(SettingsError) {
      if value.kind == kind { return }
      throw refuse(
        .wrongType(setting: name.rawValue, expected: kind, found: value.kind), at: path)
    }
    switch name.kind {
    case .flag: try expect(.boolean, value, at: path)
    case .text:
      try expect(.string, value, at: path)
      if value.stringValue?.allSatisfy(\.isWhitespace) == true {
        throw refuse(.blank(setting: name.rawValue), at: path)
      }
    case .whole(let range):
      try expect(.number, value, at: path)
      guard let number = value.intValue, range.contains(number) else {
        throw refuse(.outOfRange(setting: name.rawValue, range: range), at: path)
      }
    case .choice(let choices):
      try expect(.string, value, at: path)
      if let text = value.stringValue, !choices.contains(text) {
        throw refuse(
          .notAChoice(setting: name.rawValue, value: text, choices: choices), at: path)
      }
    case .engines:
      _ = try EngineSettingsReader(place: place, path: path).read(value)
    case .textLists:
      try expect(.object, value, at: path)
      for (key, list) in value.objectValue?.members ?? [] where list.kind != .string {
        try expect(.array, list, at: path + [.key(key)])
        for (index, element) in (list.arrayValue ?? []).enumerated() {
          try expect(.string, element, at: path + [.key(key), .index(index)])
        }
      }
    }
  }
}
