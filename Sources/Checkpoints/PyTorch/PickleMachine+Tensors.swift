import StrictJSON

extension PickleMachine {
  static let rankLimit = SafetensorsHeader.rankLimit

  /// Replaces `('storage', type, digits, device, count)` by the storage that it describes.
  mutating func makeStorage() throws(PickleFault) {
    guard case .tuple(let tuple) = try pop() else { throw .invalidStorage }
    let parts = Array(items(tuple))
    guard parts.count == 5, case .text("storage") = parts[0],
      case .name(.storage(let type)) = parts[1], case .text(let key) = parts[2],
      case .text = parts[3], case .integer(let count) = parts[4], count >= 0
    else { throw .invalidStorage }
    if let place = storageOfKey[ByteKey(key)] {
      let known = storages[place]
      guard known.type == type, known.count == count else { throw .storageDescribedTwice(key) }
      stack.append(.storage(place))
      return
    }
    guard let record = records[ByteKey(key)] else { throw .missingStorage(key) }
    let (byteCount, overflows) = UInt64(count)
      .multipliedReportingOverflow(by: UInt64(type.bitCount / 8))
    guard !overflows, byteCount == UInt64(record.byteCount) else {
      throw .storageSize(
        key, expectedBytes: overflows ? .max : byteCount, foundBytes: record.byteCount)
    }
    storageOfKey[ByteKey(key)] = storages.count
    stack.append(.storage(storages.count))
    storages.append(PickleStorage(key: key, type: type, count: count, record: record))
  }

  /// Replaces a name and a tuple of arguments by what the name makes of them.
  mutating func call() throws(PickleFault) {
    try need(2)
    let last = stack.removeLast()
    guard case .tuple(let tuple) = last else { throw .wrongOperand(opcode, last.kind) }
    let arguments = Array(items(tuple))
    switch stack.removeLast() {
    case .name(.orderedDictionary):
      guard arguments.isEmpty else { throw .unexpectedArguments(of: "OrderedDict") }
      stack.append(.orderedDictionary(makeDictionary()))
    case .name(.rebuildTensor):
      tensors.append(try tensor(arguments))
      stack.append(.tensor(tensors.count - 1))
    case .name(.rebuildParameter):
      guard arguments.count == 3, case .tensor = arguments[0], case .boolean = arguments[1],
        isEmptyDictionary(arguments[2])
      else { throw .unexpectedArguments(of: "_rebuild_parameter") }
      stack.append(arguments[0])
    case let other: throw .wrongOperand(opcode, other.kind)
    }
  }

  /// `(storage, offset, sizes, strides, requires_grad, hooks)`; newer writers add attributes, which must be none.
  private func tensor(_ arguments: [PickleValue]) throws(PickleFault) -> PickleTensor {
    guard arguments.count == 6 || arguments.count == 7 && hasNothing(arguments[6]),
      case .storage(let place) = arguments[0], case .boolean = arguments[4],
      isEmptyDictionary(arguments[5])
    else { throw .unexpectedArguments(of: "_rebuild_tensor_v2") }
    guard case .integer(let offset) = arguments[1], offset >= 0,
      let shape = extents(arguments[2]), let strides = extents(arguments[3]),
      shape.count == strides.count
    else { throw .invalidExtents }
    guard shape.count <= Self.rankLimit else { throw .tooManyAxes(limit: Self.rankLimit) }
    let storage = storages[place]
    // An empty tensor's other sizes must not overflow either, in whatever order they are multiplied.
    var product = 1
    for size in shape where size > 0 {
      let (wider, overflows) = product.multipliedReportingOverflow(by: size)
      guard !overflows else { throw .invalidExtents }
      product = wider
    }
    if shape.contains(0) {
      guard offset <= storage.count else { throw .beyondStorage(storage.key) }
      return PickleTensor(
        storage: storage, offset: offset, shape: shape, strides: strides, elementCount: 0)
    }
    // Axis by axis from the closest elements: each must step beyond all that the closer ones reach.
    var reach = 0
    for (stride, size) in zip(strides, shape).sorted(by: { $0.0 < $1.0 }) where size > 1 {
      guard stride > reach else { throw .overlappingElements }
      let (span, wide) = stride.multipliedReportingOverflow(by: size - 1)
      let (sum, wider) = reach.addingReportingOverflow(span)
      guard !wide, !wider else { throw .beyondStorage(storage.key) }
      reach = sum
    }
    guard reach < storage.count, offset < storage.count - reach else {
      throw .beyondStorage(storage.key)
    }
    return PickleTensor(
      storage: storage, offset: offset, shape: shape, strides: strides, elementCount: product)
  }

  /// Integers that are not negative, nil for anything else.
  private func extents(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let tuple) = value, tuples[tuple].count <= 64 else { return nil }
    var numbers: [Int] = []
    for item in items(tuple) {
      guard case .integer(let number) = item, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private func isEmptyDictionary(_ value: PickleValue) -> Bool {
    guard case .orderedDictionary(let place) = value else { return false }
    return dictionaries[place].isEmpty
  }

  private func hasNothing(_ value: PickleValue) -> Bool {
    switch value {
    case .none: true
    case .dictionary(let place): dictionaries[place].isEmpty
    default: false
    }
  }
}
