public import StrictJSON

/// The settings of a run: the flag's value, else the environment's, else the file's, else the program's own.
public struct Settings: Sendable {
  /// Who said what a setting is.
  public enum Source: Sendable, Equatable {
    /// Nobody: it is the program's own value.
    case program
    /// The configuration file.
    case file
    /// The environment's variable of this name.
    case environment(String)
    /// The command line.
    case flag
  }

  /// A member of the file that means nothing to this program.
  public struct UnknownMember: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Where its value stands in the file.
    public let place: SettingsError.Place
  }

  /// The file, whether it is there or not; nil where there is no place for one.
  public let path: String?
  /// Members of the file that mean nothing to this program, in order.
  public let unknownMembers: [UnknownMember]
  private let document: JSONDocument?
  private var given: [SettingName: (value: JSONValue, source: Source)]

  init(
    path: String?, document: JSONDocument?, unknownMembers: [UnknownMember],
    given: [SettingName: (value: JSONValue, source: Source)]
  ) {
    self.path = path
    self.document = document
    self.unknownMembers = unknownMembers
    self.given = given
  }

  /// The program's own settings.
  public init() { self.init(path: nil, document: nil, unknownMembers: [], given: [:]) }

  /// A setting's value; nil where nobody set it and the program has none of its own.
  public func value(_ name: SettingName) -> JSONValue? { given[name]?.value ?? name.fallback }

  /// Who set it.
  public func source(of name: SettingName) -> Source { given[name]?.source ?? .program }

  /// The text of a setting whose kind is `text` or `choice`.
  public func text(_ name: SettingName) -> String? { value(name)?.stringValue }

  /// The truth of a setting whose kind is `flag`.
  public func flag(_ name: SettingName) -> Bool { value(name)?.boolValue ?? false }

  /// The number of a setting whose kind is `whole`.
  public func whole(_ name: SettingName) -> Int? { value(name)?.intValue }

  /// The members of a setting whose kind is `object` or `textLists`.
  public func object(_ name: SettingName) -> JSONObject? { value(name)?.objectValue }

  /// The keys of actions, in the order of the file.
  public var keys: [(action: String, keys: [String])] {
    (object(.keys)?.members ?? []).map { action, value in
      (action, value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? [])
    }
  }

  /// The engines, in the order of the file.
  public var engines: [EngineSetting] {
    guard let value = value(.engines) else { return [] }
    // It was read when the file was, and refused there if it had to be.
    let reader = EngineSettingsReader(place: { _ in .flag("") }, path: [])
    return (try? reader.read(value)) ?? []
  }

  /// Takes what the command line says; nil is nothing said.
  public mutating func override(_ name: SettingName, with value: JSONValue?) {
    if let value { given[name] = (value, .flag) }
  }

  /// Where a part of a setting stands: for mistakes that only another part of the program can see.
  ///
  /// - Parameters:
  ///   - name: The setting.
  ///   - path: Steps from its value.
  /// - Returns: Its place; of a flag, the place where the file would have it.
  public func place(of name: SettingName, _ path: [JSONPathStep] = []) -> SettingsError.Place {
    if case .environment(let variable) = source(of: name) { return .variable(variable) }
    let position = document?.position(of: [.key(name.rawValue)] + path)
    return .file(
      path: self.path ?? "", line: position?.line ?? 1, column: position?.column ?? 1)
  }
}
