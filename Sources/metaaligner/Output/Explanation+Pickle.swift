import Checkpoints

extension ErrorReporter {
  static func describe(_ fault: PickleFault) -> String {
    switch fault {
    case .tooLong(let bytes, let limit): "its pickle has \(bytes) bytes, more than \(limit)"
    case .unexpectedEnd: "its pickle ends in the middle"
    case .forbiddenInstruction(let opcode):
      "its pickle has the instruction \(hexadecimal(opcode)), which tensors do not need"
    case .version(let version): "its pickle has the version \(version), not 2"
    case .missingOperand(let opcode):
      "the instruction \(hexadecimal(opcode)) finds too few values"
    case .missingMark(let opcode): "the instruction \(hexadecimal(opcode)) finds no mark"
    case .wrongOperand(let opcode, let kind):
      "the instruction \(hexadecimal(opcode)) does not work on \(describe(kind))"
    case .keyWithoutValue: "a dictionary gets a key without a value"
    case .tooMany(let resource, let limit): "it needs more than \(limit) \(describe(resource))"
    case .unknownMemo(let place): "it recalls value \(place), which it never noted"
    case .textTooLong(let bytes, let limit):
      "a text in it has \(bytes) bytes or more, the limit is \(limit)"
    case .notUTF8: "a text in it is not UTF-8"
    case .integerTooLong(let bytes): "an integer in it has \(bytes) bytes, more than 8"
    case .forbiddenName(let name): "it asks for '\(name)'"
    case .unexpectedArguments(let name): "it calls \(name) with other arguments than PyTorch does"
    case .invalidStorage: "it describes a storage in another way than PyTorch does"
    case .missingStorage(let key): "the storage '\(key)' is missing"
    case .storageDescribedTwice(let key): "it describes the storage '\(key)' in two ways"
    case .storageSize(let key, let expected, let found):
      "the storage '\(key)' needs \(expected) bytes and has \(found)"
    case .invalidExtents: "a tensor has impossible sizes"
    case .tooManyAxes(let limit): "a tensor has more than \(limit) axes"
    case .beyondStorage(let key): "a tensor goes beyond the end of the storage '\(key)'"
    case .overlappingElements: "a tensor has one stored number in several places"
    case .resultCount(let count): "its pickle leaves \(count) values, not one"
    case .trailingBytes(let count): "\(count) bytes follow its pickle"
    }
  }

  static func describe(_ fault: TensorListFault) -> String {
    switch fault {
    case .notADictionary(let kind): "it holds \(describe(kind)), not a dictionary of tensors"
    case .notATensor(let name, let kind): "\(name) is \(describe(kind)), not a tensor"
    case .repeatedTensor(let name): "\(name) is there twice"
    case .nameTooLong(let bytes, let limit):
      "a tensor's name has \(bytes) bytes, more than \(limit)"
    case .tooManyTensors(let limit): "it has more than \(limit) tensors"
    }
  }

  private static func describe(_ kind: PickleKind) -> String {
    switch kind {
    case .none: "nothing"
    case .boolean: "a truth value"
    case .integer: "an integer"
    case .float: "a number"
    case .text: "a text"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .orderedDictionary: "an ordered dictionary"
    case .name: "a name"
    case .storage: "a storage"
    case .tensor: "a tensor"
    }
  }

  private static func describe(_ resource: PickleResource) -> String {
    switch resource {
    case .instructions: "instructions"
    case .memoEntries: "notes"
    case .marks: "marks"
    case .values: "values at a time"
    case .objects: "objects"
    }
  }
}
