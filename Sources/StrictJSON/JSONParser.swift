/// Reads a whole JSON document (RFC 8259) and accepts nothing beyond it.
///
/// Refused: duplicate keys at any level, more than `maximumDepth` nested arrays and objects, lone
/// surrogates, ill-formed UTF-8, a byte order mark, `NaN`, comments, trailing bytes.
public enum JSONParser {
  /// How deep arrays and objects may nest unless a caller says otherwise.
  public static let defaultDepth = 64

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - bytes: The document in UTF-8.
  ///   - maximumDepth: How deep arrays and objects may nest.
  /// - Returns: The value.
  /// - Throws: `JSONError` with the place of the first offence.
  public static func parse(
    _ bytes: some Collection<UInt8>, maximumDepth: Int = defaultDepth
  ) throws(JSONError) -> JSONValue {
    try withBytes(of: bytes) { (buffer) throws(JSONError) in
      var reader = JSONReader(buffer, maximumDepth: maximumDepth)
      let value = try reader.readValue()
      try reader.finish()
      return value
    }
  }

  /// Reads one document and keeps what is needed to say where each value stands.
  ///
  /// - Parameters:
  ///   - bytes: The document in UTF-8.
  ///   - maximumDepth: How deep arrays and objects may nest.
  /// - Returns: The value, and the means to find the place of a part of it.
  /// - Throws: `JSONError` with the place of the first offence.
  public static func parseWithPositions(
    _ bytes: some Collection<UInt8>, maximumDepth: Int = defaultDepth
  ) throws(JSONError) -> JSONDocument {
    let root = try parse(bytes, maximumDepth: maximumDepth)
    return JSONDocument(root: root, bytes: Array(bytes), maximumDepth: maximumDepth)
  }

  /// Lends the bytes of any collection as a buffer.
  static func withBytes<Value>(
    of bytes: some Collection<UInt8>,
    _ body: (UnsafeRawBufferPointer) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    // The standard library's lending functions do not carry typed errors through.
    func run(_ buffer: UnsafeRawBufferPointer) -> Result<Value, JSONError> {
      do throws(JSONError) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    let lent = bytes.withContiguousStorageIfAvailable { run(UnsafeRawBufferPointer($0)) }
    if let lent { return try lent.get() }
    return try Array(bytes).withUnsafeBytes(run).get()
  }
}

/// One step from a value into a part of it.
public enum JSONPathStep: Sendable, Equatable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral
{
  /// Into the member of an object.
  case key(String)
  /// Into the element of an array.
  case index(Int)

  /// A member.
  public init(stringLiteral value: String) { self = .key(value) }
  /// An element.
  public init(integerLiteral value: Int) { self = .index(value) }
}

/// A document that knows where its parts stand.
public struct JSONDocument: Sendable {
  /// The value of the whole.
  public let root: JSONValue
  let bytes: [UInt8]
  let maximumDepth: Int

  /// Where the value at `path` starts; the text is read again, so this is for reports.
  ///
  /// - Parameter path: Steps from the root; none for the root itself.
  /// - Returns: The place, nil where the document has no such part.
  public func position(of path: [JSONPathStep]) -> JSONPosition? {
    try? JSONParser.withBytes(of: bytes) { (buffer) throws(JSONError) in
      var reader = JSONReader(buffer, maximumDepth: maximumDepth)
      for step in path where try !reader.descend(step) { return nil }
      _ = try reader.peek()
      return JSONPosition(of: reader.offset, in: buffer)
    }
  }
}

extension JSONReader {
  /// Reads the value that comes next, with everything in it.
  ///
  /// - Returns: The value.
  /// - Throws: `JSONError` at the first offence.
  public mutating func readValue() throws(JSONError) -> JSONValue {
    switch try peek() {
    case .null:
      try readNull()
      return .null
    case .boolean: return .bool(try readBool())
    case .number: return try readNumber()
    case .string: return .string(try readString())
    case .array:
      var elements: [JSONValue] = []
      try beginArray()
      while try nextElement() { elements.append(try readValue()) }
      return .array(elements)
    case .object:
      var members: [(key: String, value: JSONValue)] = []
      try beginObject()
      while let key = try nextKey() { members.append((key, try readValue())) }
      return .object(JSONObject(unique: members))
    }
  }

  /// Moves to the value that `step` leads to.
  ///
  /// - Returns: Whether there is one.
  mutating func descend(_ step: JSONPathStep) throws(JSONError) -> Bool {
    switch (step, try peek()) {
    case (.key(let wanted), .object):
      try beginObject()
      while let key = try nextKey() {
        if areBytesEqual(key, wanted) { return true }
        try skipValue()
      }
      return false
    case (.index(let wanted), .array):
      try beginArray()
      var index = 0
      while try nextElement() {
        if index == wanted { return true }
        try skipValue()
        index += 1
      }
      return false
    default: return false
    }
  }
}
