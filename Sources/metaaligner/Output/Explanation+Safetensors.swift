import Checkpoints

extension ErrorReporter {
  static func describe(_ fault: SafetensorsFault) -> String {
    switch fault {
    case .tooShort(let bytes): "it has \(bytes) bytes, fewer than the 8 of the header's length"
    case .headerTooLong(let bytes, let limit):
      "its header claims \(bytes) bytes, more than \(limit)"
    case .headerBeyondEnd(let bytes, let available):
      "its header claims \(bytes) bytes where \(available) are left"
    case .tooManyEntries(let limit): "it has more than \(limit) entries"
    case .nameTooLong(let offset, let bytes, let limit):
      "the name at byte \(offset) has \(bytes) bytes, more than \(limit)"
    case .missingField(let tensor, let field): "\(tensor) has no \(field)"
    case .unknownType(let tensor, let found): "\(tensor) has the unknown dtype \(found)"
    case .invalidField(let tensor, let field, let found): "\(tensor) has the \(field) \(found)"
    case .tooManyAxes(let tensor, let limit): "\(tensor) has more than \(limit) axes"
    case .tooManyElements(let tensor, let shape): "\(tensor) has too many elements: \(shape)"
    case .partialByte(let tensor, let bits): "\(tensor) takes \(bits) bits, which is no whole byte"
    case .reversedOffsets(let tensor, let begin, let end):
      "\(tensor) begins at \(begin) and ends at \(end)"
    case .beyondEnd(let tensor, let end, let dataBytes):
      "\(tensor) ends at byte \(end) of \(dataBytes)"
    case .misplaced(let tensor, let expected, let found):
      "\(tensor) begins at byte \(found), not at \(expected) where the one before it ends"
    case .wrongLength(let tensor, let expected, let found):
      "\(tensor) needs \(expected) bytes and has \(found)"
    case .trailingData(let expected, let found):
      "it has \(found) bytes of data where its tensors take \(expected)"
    }
  }

  static func describe(_ fault: IndexFault) -> String {
    switch fault {
    case .unsafeShardName(let name, let ending):
      "'\(name)' is not a plain file name that ends in \(ending)"
    case .shardNamesCollide(let first, let second): "'\(first)' and '\(second)' differ only in case"
    case .tooManyShards(let limit): "it names more than \(limit) shards"
    case .tooManyTensors(let limit): "it names more than \(limit) tensors"
    case .absentTensor(let tensor, let shard): "\(tensor) is not in \(shard)"
    case .repeatedTensor(let tensor, let shards):
      "\(tensor) is in \(shards.joined(separator: " and "))"
    }
  }
}
