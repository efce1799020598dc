public import StrictJSON

/// Why a checkpoint is refused.
public enum CheckpointError: Error, Sendable, Equatable {
  /// The system does not open the file; `code` is its `errno`.
  case cannotOpen(path: String, code: Int32)
  /// The system does not read or map the file; `code` is its `errno`.
  case cannotRead(path: String, code: Int32)
  /// The path leads to something that is no folder.
  case notAFolder(path: String)
  /// A folder, a pipe or a device stands where a file is needed.
  case notARegularFile(path: String)
  /// A link that leads somewhere other than into the `blobs` of its own cache.
  case linkOutside(path: String)
  /// The file is larger than a file of its kind may be.
  case tooLarge(path: String, bytes: Int, limit: Int)
  /// The file became another one while it was read.
  case changedWhileReading(path: String)
  /// The file is not the JSON that we accept.
  case json(file: String, JSONError)
  /// A key that must be there is not.
  case missingKey(file: String, key: String)
  /// A value of the wrong kind, outside its range, or one that we do not compute with.
  case value(
    file: String, key: String, expected: ExpectedValue, found: String, position: JSONPosition?)
  /// No `model.safetensors` and no `model.safetensors.index.json`.
  case noWeights(folder: String)
  /// The weights are there, but only as PyTorch's pickled archive, which was not to be read.
  case pickledWeightsOnly(folder: String, file: String)
  /// The file breaks the format of safetensors.
  case safetensors(file: String, SafetensorsFault)
  /// The file is not the PyTorch archive that we accept.
  case pyTorch(file: String, PyTorchFault)
  /// The adapter in this folder is none that can be added to the model.
  case adapter(path: String, AdapterFault)
  /// The file breaks the format of GGUF.
  case gguf(file: String, GGUFFault)
  /// A file that is not of a format that holds a model; `beginning` is its first bytes.
  case unknownFormat(path: String, beginning: [UInt8])
  /// One part of a model that was split into several GGUF files.
  case splitModel(file: String, parts: Int)
  /// The index breaks its format, or disagrees with the shards.
  case index(file: String, IndexFault)
  /// The model needs a tensor that no file has.
  case missingTensor(folder: String, tensor: String)
  /// A tensor has another shape than the configuration asks for.
  case wrongShape(file: String, tensor: String, expected: [Int], found: [Int])
  /// A tensor is stored in a type that we do not compute with.
  case uncomputableType(file: String, tensor: String, found: String, supported: [String])
}

/// What a key's value has to be.
public enum ExpectedValue: Sendable, Equatable {
  /// A value of this kind.
  case kind(JSONKind)
  /// An integer in a range.
  case integer(ClosedRange<Int>)
  /// A finite number in a range; `above` is not part of it.
  case number(above: Double, upTo: Double)
  /// A finite number in a range with both ends.
  case numberWithin(ClosedRange<Double>)
  /// One of these.
  case oneOf([String])
  /// An integer, a list of integers, or `null`, each in a range.
  case tokenIdentifiers(ClosedRange<Int>)
  /// A number that divides another key's value.
  case divisor(of: String, value: Int)
  /// A number that another key's value divides.
  case multiple(of: String, value: Int)
  /// An even number.
  case even
  /// A number above another key's value.
  case greater(than: String)
  /// No value, or `null`.
  case absent
  /// The same value as another key's.
  case sameAs(String)
  /// A power of two in a range.
  case powerOfTwo(ClosedRange<Int>)
}

/// How a file breaks the format of safetensors.
public enum SafetensorsFault: Error, Sendable, Equatable {
  /// Fewer than the eight bytes of the header's length.
  case tooShort(bytes: Int)
  /// The header is longer than the format allows.
  case headerTooLong(bytes: UInt64, limit: Int)
  /// The header goes beyond the end of the file.
  case headerBeyondEnd(bytes: UInt64, available: Int)
  /// More tensors, or more metadata, than the budget.
  case tooManyEntries(limit: Int)
  /// A name longer than the budget.
  case nameTooLong(byteOffset: Int, bytes: Int, limit: Int)
  /// `dtype`, `shape` or `data_offsets` is not there.
  case missingField(tensor: String, field: String)
  /// A type that the format does not know.
  case unknownType(tensor: String, found: String)
  /// A field or an element of it is not of the kind that the format asks for.
  case invalidField(tensor: String, field: String, found: String)
  /// More axes than the budget.
  case tooManyAxes(tensor: String, limit: Int)
  /// The number of elements, or of bytes, does not fit 63 bits.
  case tooManyElements(tensor: String, shape: [Int])
  /// Elements of less than a byte that do not fill whole bytes.
  case partialByte(tensor: String, bits: Int)
  /// The offsets run backwards.
  case reversedOffsets(tensor: String, begin: Int, end: Int)
  /// The offsets leave the data.
  case beyondEnd(tensor: String, end: Int, dataBytes: Int)
  /// The tensor does not start where the one before it ends.
  case misplaced(tensor: String, expectedBegin: Int, foundBegin: Int)
  /// The shape and the type ask for another number of bytes than the offsets hold.
  case wrongLength(tensor: String, expected: Int, found: Int)
  /// The tensors do not fill the data: something else follows them.
  case trailingData(expected: Int, found: Int)
}

/// How a shard index breaks its format, or disagrees with the shards.
public enum IndexFault: Sendable, Equatable {
  /// A shard's name that is not a plain file name with the ending of its format.
  case unsafeShardName(String, ending: String)
  /// Two shards' names differ only in case.
  case shardNamesCollide(String, String)
  /// More shards than the budget.
  case tooManyShards(limit: Int)
  /// More tensors than the budget.
  case tooManyTensors(limit: Int)
  /// A tensor is not in the shard that the index names.
  case absentTensor(tensor: String, shard: String)
  /// A tensor is in two shards.
  case repeatedTensor(tensor: String, shards: [String])
}
