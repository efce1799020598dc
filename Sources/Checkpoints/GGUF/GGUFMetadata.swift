import StrictJSON

/// The keys of a GGUF file, read with errors that name file and key.
struct GGUFMetadata: Sendable {
  let file: String
  private var values: [ByteKey: GGUFValue] = [:]

  init(file: String) { self.file = file }

  /// Adds a key; false where it is there already.
  mutating func insert(_ value: GGUFValue, for key: String) -> Bool {
    values.updateValue(value, forKey: ByteKey(key)) == nil
  }

  subscript(_ key: String) -> GGUFValue? { values[ByteKey(key)] }

  /// The keys that begin with `prefix`.
  func contains(prefix: String) -> Bool {
    values.keys.contains { $0.text.hasPrefix(prefix) }
  }

  /// The error that the value of `key` is not as expected.
  func refusal(_ key: String, expected: ExpectedValue) -> CheckpointError {
    .value(
      file: file, key: key, expected: expected, found: self[key]?.excerpt ?? "nothing",
      position: nil)
  }

  func missing(_ key: String) -> CheckpointError { .missingKey(file: file, key: key) }

  /// An integer in `range`, nil where there is none.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(CheckpointError) -> Int? {
    guard let value = self[key] else { return nil }
    guard let number = value.integer, range.contains(number) else {
      throw refusal(key, expected: .integer(range))
    }
    return number
  }

  /// An integer in `range` that must be there.
  func required(_ key: String, in range: ClosedRange<Int>) throws(CheckpointError) -> Int {
    guard let number = try integer(key, in: range) else { throw missing(key) }
    return number
  }

  /// An integer in `range`, or a list of one for each layer, all equal; nil where there is none.
  func layerInteger(
    _ key: String, layers: Int, in range: ClosedRange<Int>
  ) throws(CheckpointError) -> Int? {
    guard let numbers = self[key]?.integers else { return try integer(key, in: range) }
    guard numbers.count == layers else {
      throw .gguf(file: file, .wrongLength(key: key, expected: layers, found: numbers.count))
    }
    guard let first = numbers.first, numbers.allSatisfy({ $0 == first }) else {
      throw .gguf(file: file, .layersDiffer(key: key))
    }
    guard range.contains(first) else { throw refusal(key, expected: .integer(range)) }
    return first
  }

  /// A finite number above `above`, at most `upTo`; nil where there is none.
  func number(
    _ key: String, above: Double, upTo: Double
  ) throws(CheckpointError) -> Double? {
    guard let value = self[key] else { return nil }
    guard let number = value.number, number > above, number <= upTo else {
      throw refusal(key, expected: .number(above: above, upTo: upTo))
    }
    return number
  }

  /// A finite number in `range`; nil where there is none.
  func number(_ key: String, in range: ClosedRange<Double>) throws(CheckpointError) -> Double? {
    guard let value = self[key] else { return nil }
    guard let number = value.number, range.contains(number) else {
      throw refusal(key, expected: .numberWithin(range))
    }
    return number
  }

  /// A truth value, nil where there is none.
  func boolean(_ key: String) throws(CheckpointError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .bool(let flag) = value else { throw refusal(key, expected: .kind(.boolean)) }
    return flag
  }

  /// A text, nil where there is none.
  func string(_ key: String) throws(CheckpointError) -> String? {
    guard let value = self[key] else { return nil }
    guard case .string(let bytes) = value,
      let text = String(validating: bytes, as: UTF8.self)
    else { throw refusal(key, expected: .kind(.string)) }
    return text
  }

  /// A list of texts, nil where there is none.
  func strings(_ key: String) throws(CheckpointError) -> [String]? {
    guard let value = self[key] else { return nil }
    guard case .strings(let items) = value else {
      throw .gguf(
        file: file,
        .wrongElementType(
          key: key, expected: GGUFValueType.string.name,
          found: (value.elementType ?? value.type).name))
    }
    let texts = items.map { String(validating: $0, as: UTF8.self) }
    guard !texts.contains(nil) else { throw refusal(key, expected: .kind(.string)) }
    return texts.compactMap(\.self)
  }

  /// What the data and every tensor are padded to.
  func alignment() throws(CheckpointError) -> Int {
    let key = "general.alignment"
    guard let value = self[key] else { return 32 }
    guard case .uint32(let number) = value, (8...1 << 20).contains(number),
      number.nonzeroBitCount == 1
    else { throw refusal(key, expected: .powerOfTwo(8...1 << 20)) }
    return Int(number)
  }
}
