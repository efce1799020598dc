/// A JSON value.
public enum JSONValue: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number written without fraction and exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number, with its text, which is kept on writing; the value may be infinite (`1e999`).
  case number(Double, text: String)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Members in order.
  case object(JSONObject)

  /// A number from a `Double`, `null` where it is not finite.
  ///
  /// - Parameter value: The number.
  public init(_ value: Double) {
    self = value.isFinite ? .number(value, text: value.description) : .null
  }

  /// What it is.
  public var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .boolean
    case .integer, .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// The text of a string.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// An integer that was written as one: `1.0` is none.
  public var intValue: Int? {
    if case .integer(let value) = self { Int(exactly: value) } else { nil }
  }

  /// A finite number, integers too.
  public var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value, _): value.isFinite ? value : nil
    default: nil
    }
  }

  /// A truth value.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array.
  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The members of an object.
  public var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// Whether it is `null`.
  public var isNull: Bool { kind == .null }

  /// The member `key` of an object, nil where there is none.
  public subscript(_ key: String) -> JSONValue? { objectValue?[key] }
}

extension JSONValue: Equatable {
  /// The same kind and content; strings by bytes, numbers by value, members in the same order.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.number(let one, let text), .number(let other, let otherText)):
      one == other && (abs(one) < 0x1p53 || text == otherText)
    case (.string(let one), .string(let other)): areBytesEqual(one, other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// The value `null`.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object, its members as written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
