/// Why bytes are not the JSON that we accept, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// The bytes end inside the document, or there are none.
    case unexpectedEnd
    /// A byte that cannot stand here: a comment, a single quote, a trailing comma, `NaN`.
    case unexpectedByte(UInt8)
    /// A byte order mark, of UTF-8 or UTF-16.
    case byteOrderMark
    /// Something follows the document.
    case trailingBytes
    /// An object has the same key twice (compared by bytes, escapes resolved).
    case duplicateKey(String)
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// `\uD800`–`\uDFFF` without its other half.
    case loneSurrogate
    /// A backslash before something that is no escape.
    case invalidEscape
    /// A raw control character inside a string.
    case controlCharacter(UInt8)
    /// A string that is not UTF-8.
    case invalidUTF8
    /// `01`, `1.`, `-`, `1e`.
    case malformedNumber
    /// Another kind of value stands here than the reader was asked for.
    case unexpectedKind(expected: JSONKind, found: JSONKind)
  }

  /// What is wrong.
  public let kind: Kind
  /// Where, in bytes from the start.
  public let byteOffset: Int
  /// The line, from 1; lines end at LF, CR or CRLF.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int

  /// An error at a known place.
  public init(kind: Kind, byteOffset: Int, line: Int, column: Int) {
    self.kind = kind
    self.byteOffset = byteOffset
    self.line = line
    self.column = column
  }
}

/// What a value is.
public enum JSONKind: String, Sendable, Equatable {
  /// The six kinds of RFC 8259, `true` and `false` as one.
  case null, boolean, number, string, array, object
}

/// A place in a text, both from 1; columns count Unicode scalars.
public struct JSONPosition: Sendable, Equatable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Counts lines and columns up to `offset`; O(offset), so only where something is reported.
  init(of offset: Int, in bytes: UnsafeRawBufferPointer) {
    var line = 1
    var column = 1
    var isAfterReturn = false
    for byte in bytes.prefix(offset) {
      switch byte {
      case UInt8(ascii: "\n"):
        if !isAfterReturn { line += 1 }
        column = 1
      case UInt8(ascii: "\r"):
        line += 1
        column = 1
      case 0x80...0xBF: break
      default: column += 1
      }
      isAfterReturn = byte == UInt8(ascii: "\r")
    }
    self.init(line: line, column: column)
  }
}
