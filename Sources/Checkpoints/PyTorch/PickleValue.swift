/// What a pickle's instructions work on.
///
/// Objects are numbers of the machine's own tables, so that nothing that a pickle nests or ties in a circle is ever
/// walked or released in depth.
enum PickleValue {
  case none
  case boolean
  case integer(Int)
  case float
  case text(String)
  /// A place in the machine's `tuples`.
  case tuple(Int)
  /// Nothing that we read is in a list, so its items are forgotten.
  case list
  /// A place in the machine's `dictionaries`.
  case dictionary(Int)
  /// A place in the machine's `dictionaries`.
  case orderedDictionary(Int)
  case name(PickleName)
  /// A place in the machine's `storages`.
  case storage(Int)
  /// A place in the machine's `tensors`.
  case tensor(Int)

  var kind: PickleKind {
    switch self {
    case .none: .none
    case .boolean: .boolean
    case .integer: .integer
    case .float: .float
    case .text: .text
    case .tuple: .tuple
    case .list: .list
    case .dictionary: .dictionary
    case .orderedDictionary: .orderedDictionary
    case .name: .name
    case .storage: .storage
    case .tensor: .tensor
    }
  }
}

/// A dictionary of texts; only its tensors are kept.
struct PickleDictionary {
  var tensors: [(name: String, tensor: Int)] = []
  /// The first item that is no tensor.
  var other: (name: String, kind: PickleKind)?

  var isEmpty: Bool { tensors.isEmpty && other == nil }
}

/// Numbers of one type, in one record of the archive.
struct PickleStorage {
  let key: String
  let type: StoredType
  let count: Int
  let record: PyTorchArchive.Record
}

/// A view of a storage.
struct PickleTensor {
  let storage: PickleStorage
  /// The first element's place in the storage.
  let offset: Int
  let shape: [Int]
  let strides: [Int]
  let elementCount: Int

  /// Whether the elements lie one after another, the last axis fastest.
  var isContiguous: Bool {
    var expected = 1
    for (size, stride) in zip(shape, strides).reversed() where size != 1 {
      if stride != expected { return elementCount == 0 }
      // At most the number of elements, which was found to fit.
      expected = expected.multipliedReportingOverflow(by: size).partialValue
    }
    return true
  }
}
