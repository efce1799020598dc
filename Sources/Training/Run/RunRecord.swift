public import StrictJSON

/// Everything that decides the bits of a run's result, as settings and their values: what a run that is continued must share
/// with the one that began.
public struct RunRecord: Sendable, Equatable {
  /// Names and values, in order.
  public private(set) var settings: [(name: String, value: String)]

  /// A record.
  ///
  /// - Parameter settings: Names and values.
  public init(_ settings: [(name: String, value: String)] = []) {
    self.settings = settings
  }

  /// Adds a setting.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - value: Its value.
  public mutating func append(_ name: String, _ value: some CustomStringConvertible) {
    settings.append((name, value.description))
  }

  /// The value of a setting; nil where there is none of this name.
  func value(of name: String) -> String? { settings.first { $0.name == name }?.value }

  /// The record without one setting.
  func without(_ name: String) -> RunRecord { RunRecord(settings.filter { $0.name != name }) }

  /// The first setting that another record has with another value, or only one of the two has.
  ///
  /// - Parameter other: The other record.
  /// - Returns: The setting, the value here and there; nil where both are the same.
  public func difference(
    to other: RunRecord
  ) -> (setting: String, own: String, other: String)? {
    let own = Dictionary(settings.map { ($0.name, $0.value) }) { $1 }
    let others = Dictionary(other.settings.map { ($0.name, $0.value) }) { $1 }
    for (name, _) in settings + other.settings where own[name] != others[name] {
      return (name, own[name] ?? "", others[name] ?? "")
    }
    return nil
  }

  /// The record as an object of strings.
  public var json: JSONValue {
    .object(JSONObject(settings.map { ($0.name, .string($0.value)) }))
  }

  /// Reads what `json` wrote.
  ///
  /// - Parameter value: The object.
  public init?(_ value: JSONValue) {
    guard let members = value.objectValue else { return nil }
    settings = []
    for (name, value) in members.members {
      guard let text = value.stringValue else { return nil }
      settings.append((name, text))
    }
  }

  /// Whether the same settings stand in the same order.
  public static func == (left: RunRecord, right: RunRecord) -> Bool {
    left.settings.elementsEqual(right.settings) { $0 == $1 }
  }
}
