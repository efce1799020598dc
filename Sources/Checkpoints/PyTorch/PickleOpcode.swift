/// The instructions of pickle's protocol 2 that tensors need; every other byte is refused.
///
/// Source: CPython's `pickletools.py` for what they do, PyTorch's `_weights_only_unpickler.py` for which are needed.
enum PickleOpcode: UInt8 {
  case proto = 0x80
  case global = 0x63  // c
  case persistentID = 0x51  // Q
  case reduce = 0x52  // R
  case build = 0x62  // b
  case mark = 0x28  // (
  case tuple = 0x74  // t
  case tuple1 = 0x85
  case tuple2 = 0x86
  case tuple3 = 0x87
  case emptyTuple = 0x29  // )
  case emptyList = 0x5D  // ]
  case emptyDictionary = 0x7D  // }
  case append = 0x61  // a
  case appends = 0x65  // e
  case setItem = 0x73  // s
  case setItems = 0x75  // u
  case unicode = 0x58  // X
  case shortString = 0x55  // U
  case integer = 0x4A  // J
  case integer1 = 0x4B  // K
  case integer2 = 0x4D  // M
  case long1 = 0x8A
  case float = 0x47  // G
  case none = 0x4E  // N
  case newTrue = 0x88
  case newFalse = 0x89
  case get = 0x68  // h
  case longGet = 0x6A  // j
  case put = 0x71  // q
  case longPut = 0x72  // r
  case stop = 0x2E  // .
}

/// The names that a pickle of tensors may mention; nothing is looked up by name, each is a case.
enum PickleName: Equatable {
  case orderedDictionary
  case rebuildTensor
  case rebuildParameter
  case storage(StoredType)

  /// The name that `module` and `name` spell, compared by bytes.
  init?(module: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
    func spells(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
      bytes.elementsEqual(text.utf8)
    }
    if spells(module, "collections"), spells(name, "OrderedDict") {
      self = .orderedDictionary
    } else if spells(module, "torch._utils"), spells(name, "_rebuild_tensor_v2") {
      self = .rebuildTensor
    } else if spells(module, "torch._utils"), spells(name, "_rebuild_parameter") {
      self = .rebuildParameter
    } else if spells(module, "torch"),
      let type = Self.storageTypes.first(where: { spells(name, $0.name) })?.type
    {
      self = .storage(type)
    } else {
      return nil
    }
  }

  private static let storageTypes: [(name: String, type: StoredType)] = [
    ("FloatStorage", .float32), ("HalfStorage", .float16), ("BFloat16Storage", .bfloat16),
    ("DoubleStorage", .float64), ("LongStorage", .integer64), ("IntStorage", .integer32),
    ("ShortStorage", .integer16), ("CharStorage", .integer8), ("ByteStorage", .unsigned8),
    ("BoolStorage", .bool),
  ]
}
