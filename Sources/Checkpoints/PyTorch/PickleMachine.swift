import StrictJSON

/// Reads the pickle of a PyTorch archive: a closed set of instructions on a closed set of values.
///
/// Nothing is imported, called or evaluated. An instruction, a name or an argument that `torch.save` does not write
/// for a dictionary of tensors ends the reading; there is no second, looser way.
struct PickleMachine {
  static let byteLimit = 64 << 20
  static let instructionLimit = 10_000_000
  static let memoLimit = 1 << 20
  static let markLimit = 256
  static let valueLimit = 1 << 20
  static let objectLimit = 1 << 21
  static let textLimit = 1 << 20
  static let lineLimit = 256

  let bytes: [UInt8]
  /// The archive's storages by name.
  let records: [ByteKey: PyTorchArchive.Record]
  var offset = 0
  /// The instruction that is being followed.
  var opcode: UInt8 = 0

  var stack: [PickleValue] = []
  /// The heights of the stack at the marks.
  var marks: [Int] = []
  private var memo: [UInt32: PickleValue] = [:]

  var tupleItems: [PickleValue] = []
  var tuples: [Range<Int>] = []
  var dictionaries: [PickleDictionary] = []
  var storages: [PickleStorage] = []
  var storageOfKey: [ByteKey: Int] = [:]
  var tensors: [PickleTensor] = []

  init(_ bytes: [UInt8], records: [ByteKey: PyTorchArchive.Record]) {
    self.bytes = bytes
    self.records = records
  }

  /// Follows the instructions to the last.
  ///
  /// - Returns: The one value that they leave.
  mutating func run() throws(PyTorchFault) -> PickleValue {
    var start = 0
    do throws(PickleFault) {
      guard bytes.count <= Self.byteLimit else {
        throw .tooLong(bytes: bytes.count, limit: Self.byteLimit)
      }
      for _ in 0..<Self.instructionLimit {
        start = offset
        opcode = try byte()
        guard let instruction = PickleOpcode(rawValue: opcode) else {
          throw .forbiddenInstruction(opcode)
        }
        if instruction == .stop { return try result() }
        try follow(instruction)
        guard stack.count <= Self.valueLimit else {
          throw .tooMany(.values, limit: Self.valueLimit)
        }
        guard tuples.count + dictionaries.count + tensors.count <= Self.objectLimit else {
          throw .tooMany(.objects, limit: Self.objectLimit)
        }
      }
      throw .tooMany(.instructions, limit: Self.instructionLimit)
    } catch {
      throw .pickle(error, byteOffset: start)
    }
  }

  private func result() throws(PickleFault) -> PickleValue {
    guard stack.count == 1, marks.isEmpty, let value = stack.first else {
      throw .resultCount(stack.count)
    }
    guard offset == bytes.count else { throw .trailingBytes(bytes.count - offset) }
    return value
  }

  private mutating func follow(_ instruction: PickleOpcode) throws(PickleFault) {
    switch instruction {
    case .proto:
      let version = try byte()
      guard version == 2, offset == 2 else { throw .version(version) }
    case .global: stack.append(.name(try readName()))
    case .persistentID: try makeStorage()
    case .reduce: try call()
    case .build: try build()
    case .mark:
      guard marks.count < Self.markLimit else { throw .tooMany(.marks, limit: Self.markLimit) }
      marks.append(stack.count)
    case .tuple: try makeTuple(try popMark())
    case .tuple1: try makeTuple(1)
    case .tuple2: try makeTuple(2)
    case .tuple3: try makeTuple(3)
    case .emptyTuple: try makeTuple(0)
    case .emptyList: stack.append(.list)
    case .emptyDictionary: stack.append(.dictionary(makeDictionary()))
    case .append: try append(1)
    case .appends: try append(try popMark())
    case .setItem: try setItems(2)
    case .setItems: try setItems(try popMark())
    case .unicode: stack.append(.text(try readText(Int(try number(UInt32.self)))))
    case .shortString: stack.append(.text(try readText(Int(try byte()))))
    case .integer: stack.append(.integer(Int(try number(Int32.self))))
    case .integer1: stack.append(.integer(Int(try byte())))
    case .integer2: stack.append(.integer(Int(try number(UInt16.self))))
    case .long1: stack.append(.integer(try readLong()))
    case .float:
      _ = try number(UInt64.self)
      stack.append(.float)
    case .none: stack.append(.none)
    case .newTrue, .newFalse: stack.append(.boolean)
    case .get: try recall(UInt32(try byte()))
    case .longGet: try recall(try number(UInt32.self))
    case .put: try remember(UInt32(try byte()))
    case .longPut: try remember(try number(UInt32.self))
    case .stop: break
    }
  }

  private mutating func recall(_ place: UInt32) throws(PickleFault) {
    guard let value = memo[place] else { throw .unknownMemo(place) }
    stack.append(value)
  }

  private mutating func remember(_ place: UInt32) throws(PickleFault) {
    try need(1)
    memo[place] = stack.last
    guard memo.count <= Self.memoLimit else {
      throw .tooMany(.memoEntries, limit: Self.memoLimit)
    }
  }
}
