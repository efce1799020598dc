import StrictJSON

/// Reads the JSON of a safetensors header value by value, so that a header of 100 MB costs no tree.
struct HeaderScan {
  let file: String
  var entries: [TensorEntry] = []
  var warnings: [CheckpointWarning] = []
  private var unusualNames: [String] = []
  static let reportedNames = 16

  init(file: String) {
    self.file = file
  }

  /// Reads the whole header.
  mutating func run(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
    do throws(HeaderFailure) {
      try read(bytes)
    } catch {
      switch error {
      case .json(let error): throw .json(file: file, error)
      case .fault(let fault): throw .safetensors(file: file, fault)
      }
    }
    if !unusualNames.isEmpty {
      warnings.append(.unusualNames(file: file, names: unusualNames))
    }
  }

  private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(HeaderFailure) {
    var reader = JSONReader(bytes)
    try json { () throws(JSONError) in try reader.beginObject() }
    if bytes.first != UInt8(ascii: "{") {
      warnings.append(.headerStartsWithWhitespace(file: file))
    }
    while true {
      let offset = reader.offset
      guard let name = try json({ () throws(JSONError) in try reader.nextKey() }) else { break }
      if name == "__metadata__" {
        try readMetadata(&reader)
        continue
      }
      guard name.utf8.count <= SafetensorsHeader.nameLimit else {
        throw .fault(
          .nameTooLong(
            byteOffset: offset, bytes: name.utf8.count, limit: SafetensorsHeader.nameLimit))
      }
      guard entries.count < SafetensorsHeader.entryLimit else {
        throw .fault(.tooManyEntries(limit: SafetensorsHeader.entryLimit))
      }
      entries.append(try readEntry(name, &reader))
      if unusualNames.count < Self.reportedNames, Self.isUnusual(name) {
        unusualNames.append(name)
      }
    }
    let end = reader.offset
    try json { () throws(JSONError) in try reader.finish() }
    let padding = UnsafeRawBufferPointer(rebasing: bytes[end...])
    if padding.contains(where: { $0 != 0x20 }) { warnings.append(.headerPadding(file: file)) }
  }

  /// Passes over `__metadata__`, an object of texts.
  private mutating func readMetadata(_ reader: inout JSONReader) throws(HeaderFailure) {
    if try json({ () throws(JSONError) in try reader.peek() }) == .null {
      try json { () throws(JSONError) in try reader.readNull() }
      warnings.append(.nullMetadata(file: file))
      return
    }
    var count = 0
    try json { () throws(JSONError) in try reader.beginObject() }
    while try json({ () throws(JSONError) in try reader.nextKey() }) != nil {
      try json { () throws(JSONError) in try reader.skipString() }
      count += 1
      guard count <= SafetensorsHeader.entryLimit else {
        throw .fault(.tooManyEntries(limit: SafetensorsHeader.entryLimit))
      }
    }
  }

  private mutating func readEntry(
    _ name: String, _ reader: inout JSONReader
  ) throws(HeaderFailure) -> TensorEntry {
    var type: StoredType?
    var shape: [Int]?
    var offsets: [Int]?
    try json { () throws(JSONError) in try reader.beginObject() }
    while let field = try json({ () throws(JSONError) in try reader.nextKey() }) {
      switch field {
      case "dtype":
        let text = try json { () throws(JSONError) in try reader.readString() }
        guard let known = StoredType(rawValue: text) else {
          throw .fault(.unknownType(tensor: name, found: String(text.prefix(80))))
        }
        type = known
      case "shape":
        shape = try readIntegers(
          of: name, field, &reader, limit: SafetensorsHeader.rankLimit,
          beyond: .tooManyAxes(tensor: name, limit: SafetensorsHeader.rankLimit))
      case "data_offsets":
        offsets = try readIntegers(
          of: name, field, &reader, limit: 2,
          beyond: .invalidField(tensor: name, field: field, found: "3"))
      default:
        try json { () throws(JSONError) in try reader.skipValue() }
        if warnings.count < Self.reportedNames {
          warnings.append(.unknownField(file: file, tensor: name, field: field))
        }
      }
    }
    guard let type else { throw .fault(.missingField(tensor: name, field: "dtype")) }
    guard let shape else { throw .fault(.missingField(tensor: name, field: "shape")) }
    guard let offsets else { throw .fault(.missingField(tensor: name, field: "data_offsets")) }
    return try checkedEntry(name, type, shape, offsets)
  }

  /// The entry, after its own numbers were found to agree.
  private func checkedEntry(
    _ name: String, _ type: StoredType, _ shape: [Int], _ offsets: [Int]
  ) throws(HeaderFailure) -> TensorEntry {
    guard offsets.count == 2 else {
      throw .fault(
        .invalidField(tensor: name, field: "data_offsets", found: offsets.count.description))
    }
    guard offsets[0] <= offsets[1] else {
      throw .fault(.reversedOffsets(tensor: name, begin: offsets[0], end: offsets[1]))
    }
    guard let bits = Self.bitCount(type, shape) else {
      throw .fault(.tooManyElements(tensor: name, shape: shape))
    }
    guard bits.isMultiple(of: 8) else { throw .fault(.partialByte(tensor: name, bits: bits)) }
    let found = offsets[1] - offsets[0]
    guard found == bits / 8 else {
      throw .fault(.wrongLength(tensor: name, expected: bits / 8, found: found))
    }
    return TensorEntry(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// The size of all elements in bits, nil where it overflows; an extent of zero saves no shape whose
  /// other extents overflow, so that the order of the axes does not matter.
  private static func bitCount(_ type: StoredType, _ shape: [Int]) -> Int? {
    var bits = type.bitCount
    for extent in shape where extent != 0 {
      let (product, overflows) = bits.multipliedReportingOverflow(by: extent)
      if overflows { return nil }
      bits = product
    }
    return shape.contains(0) ? 0 : bits
  }

  /// Non-negative integers, written without fraction and exponent.
  private func readIntegers(
    of tensor: String, _ field: String, _ reader: inout JSONReader, limit: Int,
    beyond: SafetensorsFault
  ) throws(HeaderFailure) -> [Int] {
    var integers: [Int] = []
    try json { () throws(JSONError) in try reader.beginArray() }
    while try json({ () throws(JSONError) in try reader.nextElement() }) {
      guard integers.count < limit else { throw .fault(beyond) }
      let value = try json { () throws(JSONError) in try reader.readNumber() }
      guard let integer = value.intValue, integer >= 0 else {
        throw .fault(
          .invalidField(tensor: tensor, field: field, found: KeyedValues.excerpt(value)))
      }
      integers.append(integer)
    }
    return integers
  }

  /// Whether a name is empty or holds characters that act on a terminal or hide.
  static func isUnusual(_ name: String) -> Bool {
    name.isEmpty
      || name.unicodeScalars.contains { scalar in
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        let category = scalar.properties.generalCategory
        return category == .control || category == .format || category == .lineSeparator
          || category == .paragraphSeparator
      }
  }
}

/// Either the JSON is wrong or what it says.
private enum HeaderFailure: Error {
  case json(JSONError)
  case fault(SafetensorsFault)
}

/// Carries the reader's errors over.
private func json<Value>(
  _ body: () throws(JSONError) -> Value
) throws(HeaderFailure) -> Value {
  do throws(JSONError) { return try body() } catch { throw .json(error) }
}
