/// Reads JSON value by value from bytes that somebody else owns, without building a tree.
///
/// For large headers: memory grows only with the nesting and with the keys of the open objects. The
/// bytes must stay valid while the reader is used. After an error the reader is not to be used again.
public struct JSONReader {
  /// An array or an object that is being read.
  private struct Frame {
    let isArray: Bool
    var isFirst = true
    var keys = KeySet()
  }

  let bytes: UnsafeRawBufferPointer
  let maximumDepth: Int
  /// Where the reader stands, in bytes from the start.
  public internal(set) var offset = 0
  private var frames: [Frame] = []

  /// A reader at the start of `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The document in UTF-8.
  ///   - maximumDepth: How deep arrays and objects may nest.
  public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = JSONParser.defaultDepth) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// What the next value is; skips the white space before it.
  public mutating func peek() throws(JSONError) -> JSONKind {
    if offset == 0, hasByteOrderMark { throw error(.byteOrderMark) }
    skipWhitespace()
    guard let byte = current else { throw error(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw error(.unexpectedByte(byte))
    }
  }

  /// Enters the object that comes next.
  public mutating func beginObject() throws(JSONError) {
    try begin(.object)
  }

  /// Reads the next key of the innermost object, and the colon; leaves the object at its end.
  ///
  /// - Returns: The key, nil at the end.
  public mutating func nextKey() throws(JSONError) -> String? {
    guard try advance(closing: UInt8(ascii: "}")) else { return nil }
    let keyOffset = offset
    guard let quote = current else { throw error(.unexpectedEnd) }
    guard quote == UInt8(ascii: "\"") else { throw error(.unexpectedByte(quote)) }
    let key = try readString()
    guard let last = frames.indices.last, frames[last].keys.insert(key) else {
      throw error(.duplicateKey(key), at: keyOffset)
    }
    skipWhitespace()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// Enters the array that comes next.
  public mutating func beginArray() throws(JSONError) {
    try begin(.array)
  }

  /// Goes to the next element of the innermost array; leaves the array at its end.
  ///
  /// - Returns: Whether there is an element.
  public mutating func nextElement() throws(JSONError) -> Bool {
    try advance(closing: UInt8(ascii: "]"))
  }

  /// Reads `null`.
  public mutating func readNull() throws(JSONError) {
    try require(.null)
    try expect("null")
  }

  /// Reads `true` or `false`.
  public mutating func readBool() throws(JSONError) -> Bool {
    try require(.boolean)
    if current == UInt8(ascii: "t") {
      try expect("true")
      return true
    }
    try expect("false")
    return false
  }

  /// Passes over the next value, checked as strictly as if it were read.
  public mutating func skipValue() throws(JSONError) {
    switch try peek() {
    case .null: try readNull()
    case .boolean: _ = try readBool()
    case .number: _ = try scanNumber()
    case .string: try skipString()
    case .array:
      try beginArray()
      while try nextElement() { try skipValue() }
    case .object:
      try beginObject()
      while try nextKey() != nil { try skipValue() }
    }
  }

  /// Checks that nothing but white space follows.
  public mutating func finish() throws(JSONError) {
    skipWhitespace()
    if offset < bytes.count { throw error(.trailingBytes) }
  }

  /// An error at `offset`, by default where the reader stands.
  public func error(_ kind: JSONError.Kind, at offset: Int? = nil) -> JSONError {
    let offset = offset ?? self.offset
    let position = JSONPosition(of: offset, in: bytes)
    return JSONError(
      kind: kind, byteOffset: offset, line: position.line, column: position.column)
  }

  /// Throws unless the next value is of `kind`.
  mutating func require(_ kind: JSONKind) throws(JSONError) {
    let found = try peek()
    if found != kind { throw error(.unexpectedKind(expected: kind, found: found)) }
  }

  private mutating func begin(_ kind: JSONKind) throws(JSONError) {
    try require(kind)
    guard frames.count < maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
    frames.append(Frame(isArray: kind == .array))
    offset += 1
  }

  /// Passes the comma before the next element or member, or the end.
  private mutating func advance(closing: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    guard let byte = current else { throw error(.unexpectedEnd) }
    guard let last = frames.indices.last, frames[last].isArray == (closing == UInt8(ascii: "]"))
    else { throw error(.unexpectedByte(byte)) }
    if byte == closing {
      offset += 1
      frames.removeLast()
      return false
    }
    if frames[last].isFirst {
      frames[last].isFirst = false
    } else {
      try expect(UInt8(ascii: ","))
      skipWhitespace()
      if let byte = current, byte == closing { throw error(.unexpectedByte(byte)) }
    }
    return true
  }
}
