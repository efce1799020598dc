/// The members of a JSON object, in the order in which they were written, keyed by bytes.
public struct JSONObject: Sendable, Equatable {
  /// All members in order; no key occurs twice.
  public private(set) var members: [(key: String, value: JSONValue)]
  /// Where each key stands; only for objects too long to be searched in a row.
  private var index: [ByteKey: Int] = [:]
  private static let searchLimit = 16

  /// No members.
  public init() {
    members = []
  }

  /// Members in order; a key that comes again replaces the value at its first place.
  ///
  /// - Parameter members: Keys and values.
  public init(_ members: [(String, JSONValue)]) {
    self.init()
    self.members.reserveCapacity(members.count)
    for (key, value) in members { self[key] = value }
  }

  /// Members whose keys are known to differ.
  init(unique members: [(key: String, value: JSONValue)]) {
    self.members = members
    rebuildIndex()
  }

  /// The number of members.
  public var count: Int { members.count }

  /// The keys in order.
  public var keys: [String] { members.map(\.key) }

  /// The value of `key`, nil where there is none.
  ///
  /// Setting keeps the place of a key that is there, appends one that is not, and removes at nil.
  public subscript(_ key: String) -> JSONValue? {
    get { place(of: key).map { members[$0].value } }
    set {
      switch (place(of: key), newValue) {
      case (let place?, let value?):
        members[place].value = value
      case (let place?, nil):
        members.remove(at: place)
        rebuildIndex()
      case (nil, let value?):
        members.append((key, value))
        if members.count > Self.searchLimit {
          if index.isEmpty { rebuildIndex() } else { index[ByteKey(key)] = members.count - 1 }
        }
      case (nil, nil): break
      }
    }
  }

  /// Whether the same members stand in the same order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { one, other in
      areBytesEqual(one.key, other.key) && one.value == other.value
    }
  }

  private func place(of key: String) -> Int? {
    if members.count > Self.searchLimit { return index[ByteKey(key)] }
    return members.firstIndex { areBytesEqual($0.key, key) }
  }

  private mutating func rebuildIndex() {
    index = [:]
    guard members.count > Self.searchLimit else { return }
    index.reserveCapacity(members.count)
    for (place, member) in members.enumerated() { index[ByteKey(member.key)] = place }
  }
}
