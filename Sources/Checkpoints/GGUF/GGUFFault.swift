/// How a file breaks the format of GGUF.
public enum GGUFFault: Error, Sendable, Equatable {
  /// The file ends before what it announces.
  case truncated(byteOffset: Int, needed: UInt64, available: Int)
  /// A version that this program does not read.
  case unsupportedVersion(UInt32, supported: ClosedRange<UInt32>)
  /// A file written for machines of the other byte order.
  case byteSwapped
  /// More tensors or keys than the file has room for, or than the budget.
  case implausibleCount(of: Table, count: UInt64, limit: Int)
  /// A key or a tensor's name that is empty.
  case emptyName(byteOffset: Int)
  /// A key or a tensor's name beyond the format's limit.
  case nameTooLong(byteOffset: Int, bytes: UInt64, limit: Int)
  /// A key or a tensor's name that is not UTF-8.
  case nameNotUTF8(byteOffset: Int)
  /// A key that stands there twice.
  case repeatedKey(String)
  /// A type of value that the format does not know.
  case unknownValueType(key: String, found: UInt32)
  /// A list of lists.
  case nestedArray(key: String)
  /// A text beyond the budget.
  case stringTooLong(key: String, bytes: UInt64, limit: Int)
  /// A list beyond the budget, or longer than the file.
  case arrayTooLong(key: String, count: UInt64, limit: Int)
  /// A truth value that is neither 0 nor 1.
  case invalidBool(key: String, found: UInt8)
  /// The keys and their values take more memory than the budget.
  case metadataTooLarge(limit: Int)
  /// A tensor that stands there twice.
  case repeatedTensor(String)
  /// No axes, or more than the format has.
  case invalidAxisCount(tensor: String, found: UInt32, limit: Int)
  /// An axis of no elements, or of more than any tensor has.
  case invalidExtent(tensor: String, axis: Int, found: UInt64)
  /// The number of elements, or of bytes, does not fit 63 bits.
  case tooManyElements(tensor: String, shape: [Int])
  /// A type that the format does not know, or no longer has.
  case unknownType(tensor: String, found: UInt32)
  /// Rows that are not whole blocks.
  case partialBlock(tensor: String, rowLength: Int, type: String, blockLength: Int)
  /// A tensor larger than the file.
  case largerThanFile(tensor: String, bytes: Int, fileBytes: Int)
  /// The tensor does not start where the one before it, padded, ends.
  case misplaced(tensor: String, expectedOffset: Int, foundOffset: UInt64)
  /// The tensor's data leave the file.
  case beyondEnd(tensor: String, end: Int, fileBytes: Int)
  /// Two tensors of the file have one meaning.
  case sameMeaning(tensors: [String], name: String)
  /// A list of another element type than its key calls for.
  case wrongElementType(key: String, expected: String, found: String)
  /// A list of another length than its key calls for.
  case wrongLength(key: String, expected: Int, found: Int)
  /// A piece of the vocabulary of a kind that the format does not know.
  case unknownPieceKind(key: String, index: Int, found: Int)
  /// A divisor of the rotary frequencies that is not a finite number above 0.
  case invalidRotaryFactors
  /// Layers that differ where this program has one value for all.
  case layersDiffer(key: String)

  /// A part of the header that counts its entries.
  public enum Table: Sendable, Equatable {
    /// The tensors.
    case tensors
    /// The keys with their values.
    case keys
  }
}
