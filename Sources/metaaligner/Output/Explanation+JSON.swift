import StrictJSON

extension ErrorReporter {
  /// What is wrong with a JSON text, without its place.
  static func describe(_ kind: JSONError.Kind) -> String {
    switch kind {
    case .unexpectedEnd: "the JSON ends too early"
    case .unexpectedByte(let byte):
      "\(Unicode.Scalar(byte).inQuotes) cannot stand here in JSON"
    case .byteOrderMark: "the file begins with a byte-order mark, which JSON must not"
    case .trailingBytes: "something follows the end of the JSON document"
    case .duplicateKey(let key): "the key '\(key)' stands here twice"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .loneSurrogate: "half of a \\u surrogate pair"
    case .invalidEscape: "a backslash before something that is no escape"
    case .controlCharacter(let byte):
      "the control character \(Unicode.Scalar(byte).codePoint) stands raw in a string"
    case .invalidUTF8: "the text is not UTF-8"
    case .malformedNumber: "this is no JSON number"
    case .unexpectedKind(let expected, let found):
      "\(expected.withArticle) is expected here, not \(found.withArticle)"
    }
  }

  /// What is wrong with a JSON file, and where in it.
  static func describe(_ error: JSONError) -> String {
    "line \(error.line), column \(error.column): \(describe(error.kind))"
  }
}

extension JSONKind {
  var withArticle: String {
    switch self {
    case .null: "null"
    case .array: "an array"
    case .object: "an object"
    default: "a \(rawValue)"
    }
  }
}

extension Unicode.Scalar {
  /// The character where it can be seen, else its code point.
  fileprivate var inQuotes: String {
    (0x21...0x7E).contains(value) ? "'\(self)'" : codePoint
  }
}
