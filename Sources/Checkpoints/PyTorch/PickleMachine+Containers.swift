import StrictJSON

extension PickleMachine {
  /// Throws where fewer than `count` values lie above the last mark.
  func need(_ count: Int) throws(PickleFault) {
    guard stack.count - (marks.last ?? 0) >= count else { throw .missingOperand(opcode) }
  }

  /// Takes the topmost value.
  mutating func pop() throws(PickleFault) -> PickleValue {
    try need(1)
    return stack.removeLast()
  }

  /// Takes the last mark away.
  ///
  /// - Returns: How many values lie above it.
  mutating func popMark() throws(PickleFault) -> Int {
    guard let height = marks.popLast() else { throw .missingMark(opcode) }
    return stack.count - height
  }

  /// Makes the topmost `count` values a tuple.
  mutating func makeTuple(_ count: Int) throws(PickleFault) {
    try need(count)
    let start = tupleItems.count
    tupleItems.append(contentsOf: stack.suffix(count))
    stack.removeLast(count)
    stack.append(.tuple(tuples.count))
    tuples.append(start..<tupleItems.count)
  }

  /// The items of a tuple.
  func items(_ tuple: Int) -> ArraySlice<PickleValue> { tupleItems[tuples[tuple]] }

  /// Makes an empty dictionary.
  mutating func makeDictionary() -> Int {
    dictionaries.append(PickleDictionary())
    return dictionaries.count - 1
  }

  /// Adds the topmost `count` values to the list below them.
  mutating func append(_ count: Int) throws(PickleFault) {
    try need(count + 1)
    stack.removeLast(count)
    guard case .list? = stack.last else { throw wrongOperand() }
  }

  /// Adds the topmost `count` values, keys and values in turn, to the dictionary below them.
  mutating func setItems(_ count: Int) throws(PickleFault) {
    try need(count + 1)
    guard count.isMultiple(of: 2) else { throw .keyWithoutValue }
    let place: Int
    switch stack[stack.count - count - 1] {
    case .dictionary(let dictionary), .orderedDictionary(let dictionary): place = dictionary
    case let other: throw .wrongOperand(opcode, other.kind)
    }
    for index in stride(from: stack.count - count, to: stack.count, by: 2) {
      guard case .text(let name) = stack[index] else {
        throw .wrongOperand(opcode, stack[index].kind)
      }
      if case .tensor(let tensor) = stack[index + 1] {
        dictionaries[place].tensors.append((name, tensor))
      } else if dictionaries[place].other == nil {
        dictionaries[place].other = (name, stack[index + 1].kind)
      }
    }
    stack.removeLast(count)
  }

  /// Passes over the attributes of an ordered dictionary, where a model keeps the versions of its parts.
  mutating func build() throws(PickleFault) {
    try need(2)
    stack.removeLast()
    guard case .orderedDictionary? = stack.last else { throw wrongOperand() }
  }

  /// The topmost value is not what the instruction works on.
  func wrongOperand() -> PickleFault { .wrongOperand(opcode, stack.last?.kind ?? .none) }
}
