import Alignment
import Generation
import HTTPClient
import StrictJSON

/// Reads and checks the setting `engines`.
struct EngineSettingsReader {
  /// What an engine may say of itself.
  enum Member: String, CaseIterable {
    case url, kind, model, keyVariable, keyFile, contextLength, family, promptFormat, objectives
    case timeout, attempts, reusePrompts, insecure, pool
  }

  /// Where a part of the setting stands.
  let place: ([JSONPathStep]) -> SettingsError.Place
  /// Steps to the setting's value.
  let path: [JSONPathStep]

  func read(_ value: JSONValue) throws(SettingsError) -> [EngineSetting] {
    try expect(.object, value, "engines", at: path)
    var engines: [EngineSetting] = []
    for (name, value) in value.objectValue?.members ?? [] {
      let path = path + [.key(name)]
      guard !name.allSatisfy(\.isWhitespace) else {
        throw refuse(.blank(setting: "the name of an engine"), at: path)
      }
      engines.append(EngineSetting(name: name, kind: try readEngine(name, value, at: path)))
    }
    let single = engines.compactMap { if case .remote = $0.kind { $0.name } else { nil } }
    for engine in engines {
      guard case .pool(let members) = engine.kind else { continue }
      for (index, member) in members.enumerated() where !single.contains(member) {
        throw refuse(
          .unknownName(setting: "engine", name: member, known: single),
          at: path + [.key(engine.name), .key(Member.pool.rawValue), .index(index)])
      }
    }
    return engines
  }

  private func readEngine(
    _ name: String, _ value: JSONValue, at path: [JSONPathStep]
  ) throws(SettingsError) -> EngineSetting.Kind {
    try expect(.object, value, "engines.\(name)", at: path)
    var members: [Member: JSONValue] = [:]
    for (key, value) in value.objectValue?.members ?? [] {
      guard let member = Member(rawValue: key) else {
        throw refuse(
          .unknownName(
            setting: "setting of an engine", name: key, known: Member.allCases.map(\.rawValue)),
          at: path + [.key(key)])
      }
      try check(value, of: member, at: path + [.key(key)])
      members[member] = value
    }
    if let pool = members[.pool]?.arrayValue {
      guard members.count == 1 else {
        throw refuse(.contradiction(setting: "pool", other: "everything else"), at: path)
      }
      return .pool(pool.compactMap(\.stringValue))
    }
    return .remote(try configuration(name, members, at: path))
  }

  private func configuration(
    _ name: String, _ members: [Member: JSONValue], at path: [JSONPathStep]
  ) throws(SettingsError) -> RemoteEngineConfiguration {
    func text(_ member: Member) -> String? { members[member]?.stringValue }
    var key = SecretSource.none
    switch (text(.keyVariable), text(.keyFile)) {
    case (let name?, nil): key = .environment(name: name)
    case (nil, let path?): key = .file(path: path)
    case (nil, nil): break
    default:
      throw refuse(
        .contradiction(setting: "keyVariable", other: "keyFile"), at: path + [.key("keyFile")])
    }
    var engine = RemoteEngineConfiguration(
      name: name, url: text(.url),
      dialect: text(.kind).flatMap(RemoteDialect.init) ?? .openAI, model: text(.model), key: key)
    engine.contextLength = members[.contextLength]?.intValue
    engine.family = text(.family)
    engine.promptFormat = text(.promptFormat)
    engine.trainedObjectives =
      members[.objectives]?.arrayValue?.compactMap(\.stringValue) ?? []
    engine.reusesPrompts = members[.reusePrompts]?.boolValue ?? false
    engine.allowsInsecure = members[.insecure]?.boolValue ?? false
    if let seconds = members[.timeout]?.intValue { engine.timeouts.idle = .seconds(seconds) }
    if let attempts = members[.attempts]?.intValue { engine.retry.attempts = attempts }
    return engine
  }

  private func check(
    _ value: JSONValue, of member: Member, at path: [JSONPathStep]
  ) throws(SettingsError) {
    let name = member.rawValue
    switch member {
    case .url, .model, .keyVariable, .keyFile: try checkText(value, name, at: path)
    case .kind: try check(value, name, among: RemoteDialect.allCases.map(\.rawValue), at: path)
    case .family: try check(value, name, among: PromptFamily.allCases.map(\.rawValue), at: path)
    case .promptFormat:
      try check(value, name, among: PromptFormat.allCases.map(\.rawValue), at: path)
    case .contextLength: try check(value, name, in: 16...1 << 24, at: path)
    case .timeout: try check(value, name, in: 1...86_400, at: path)
    case .attempts: try check(value, name, in: 1...20, at: path)
    case .reusePrompts, .insecure: try expect(.boolean, value, name, at: path)
    case .objectives, .pool:
      try expect(.array, value, name, at: path)
      if value.arrayValue?.isEmpty == true { throw refuse(.blank(setting: name), at: path) }
      for (index, element) in (value.arrayValue ?? []).enumerated() {
        try checkText(element, name, at: path + [.index(index)])
      }
    }
  }

  private func checkText(
    _ value: JSONValue, _ name: String, at path: [JSONPathStep]
  ) throws(SettingsError) {
    try expect(.string, value, name, at: path)
    if value.stringValue?.allSatisfy(\.isWhitespace) == true {
      throw refuse(.blank(setting: name), at: path)
    }
  }

  private func check(
    _ value: JSONValue, _ name: String, among choices: [String], at path: [JSONPathStep]
  ) throws(SettingsError) {
    try expect(.string, value, name, at: path)
    if let text = value.stringValue, !choices.contains(text) {
      throw refuse(.notAChoice(setting: name, value: text, choices: choices), at: path)
    }
  }

  private func check(
    _ value: JSONValue, _ name: String, in range: ClosedRange<Int>, at path: [JSONPathStep]
  ) throws(SettingsError) {
    try expect(.number, value, name, at: path)
    guard let number = value.intValue, range.contains(number) else {
      throw refuse(.outOfRange(setting: name, range: range), at: path)
    }
  }

  private func expect(
    _ kind: JSONKind, _ value: JSONValue, _ name: String, at path: [JSONPathStep]
  ) throws(SettingsError) {
    guard value.kind == kind else {
      throw refuse(.wrongType(setting: name, expected: kind, found: value.kind), at: path)
    }
  }

  private func refuse(
    _ problem: SettingsError.Problem, at path: [JSONPathStep]
  ) -> SettingsError {
    SettingsError(problem, at: place(path))
  }
}
