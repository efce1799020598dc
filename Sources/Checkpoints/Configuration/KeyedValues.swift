import StrictJSON

/// The members of one object of a JSON file, read with errors that name file, key and place.
struct KeyedValues {
  let file: String
  let document: JSONDocument
  let path: [String]
  let object: JSONObject

  /// The root of a file, which must be an object.
  init(bytes: some Collection<UInt8>, file: String, maximumDepth: Int = 64)
    throws(CheckpointError)
  {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONParser.parseWithPositions(bytes, maximumDepth: maximumDepth)
    } catch { throw .json(file: file, error) }
    guard let object = document.root.objectValue else {
      throw .value(
        file: file, key: "", expected: .kind(.object), found: document.root.kind.rawValue,
        position: document.position(of: []))
    }
    self.init(file: file, document: document, path: [], object: object)
  }

  private init(file: String, document: JSONDocument, path: [String], object: JSONObject) {
    self.file = file
    self.document = document
    self.path = path
    self.object = object
  }

  /// The value of `key`; nil where there is none or it is `null`.
  subscript(_ key: String) -> JSONValue? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  /// Whether `key` is written as `null`.
  func isNull(_ key: String) -> Bool { object[key]?.isNull ?? false }

  /// The error that the value of `key` is not as expected.
  func refusal(_ key: String, expected: ExpectedValue) -> CheckpointError {
    let keys = path + [key]
    return .value(
      file: file, key: keys.joined(separator: "."), expected: expected,
      found: Self.excerpt(object[key] ?? .null),
      position: document.position(of: keys.map(JSONPathStep.key)))
  }

  /// An integer in `range`, nil where there is none.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(CheckpointError) -> Int? {
    guard let value = self[key] else { return nil }
    guard let number = value.intValue, range.contains(number) else {
      throw refusal(key, expected: .integer(range))
    }
    return number
  }

  /// A finite number above `above`, at most `upTo`; nil where there is none.
  func number(
    _ key: String, above: Double, upTo: Double
  ) throws(CheckpointError) -> Double? {
    guard let value = self[key] else { return nil }
    guard let number = value.doubleValue, number > above, number <= upTo else {
      throw refusal(key, expected: .number(above: above, upTo: upTo))
    }
    return number
  }

  /// A finite number in `range`; nil where there is none.
  func number(_ key: String, in range: ClosedRange<Double>) throws(CheckpointError) -> Double? {
    guard let value = self[key] else { return nil }
    guard let number = value.doubleValue, range.contains(number) else {
      throw refusal(key, expected: .numberWithin(range))
    }
    return number
  }

  /// A truth value, nil where there is none.
  func boolean(_ key: String) throws(CheckpointError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard let flag = value.boolValue else { throw refusal(key, expected: .kind(.boolean)) }
    return flag
  }

  /// A text, nil where there is none.
  func string(_ key: String) throws(CheckpointError) -> String? {
    guard let value = self[key] else { return nil }
    guard let text = value.stringValue else { throw refusal(key, expected: .kind(.string)) }
    return text
  }

  /// A list of texts, nil where there is none.
  func strings(_ key: String) throws(CheckpointError) -> [String]? {
    guard let value = self[key] else { return nil }
    guard let texts = value.arrayValue?.map(\.stringValue), !texts.contains(nil) else {
      throw refusal(key, expected: .kind(.array))
    }
    return texts.compactMap { $0 }
  }

  /// An object, nil where there is none.
  func object(_ key: String) throws(CheckpointError) -> KeyedValues? {
    guard let value = self[key] else { return nil }
    guard let object = value.objectValue else { throw refusal(key, expected: .kind(.object)) }
    return KeyedValues(file: file, document: document, path: path + [key], object: object)
  }

  /// One id, a list of ids, or none; nil where the key is not there at all.
  func tokenIdentifiers(
    _ key: String, in range: ClosedRange<Int>
  ) throws(CheckpointError) -> [Int]? {
    guard let written = object[key] else { return nil }
    if written.isNull { return [] }
    let values = (written.arrayValue ?? [written]).map(\.intValue)
    var identifiers: [Int] = []
    for value in values {
      guard let value, range.contains(value) else {
        throw refusal(key, expected: .tokenIdentifiers(range))
      }
      if !identifiers.contains(value) { identifiers.append(value) }
    }
    return identifiers
  }

  /// The start of a value's text, for reports.
  static func excerpt(_ value: JSONValue) -> String {
    let text = String(decoding: JSONWriter.write(value, pretty: false), as: UTF8.self)
    return text.unicodeScalars.count <= 80
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) + "…"
  }
}
