/// Why a file is not the PyTorch archive that we accept.
public enum PyTorchFault: Error, Sendable, Equatable {
  /// The file is something else.
  case foreign(ForeignFormat)
  /// The zip archive around the tensors is broken, or is none that PyTorch writes.
  case archive(ArchiveFault)
  /// The pickle inside asks for what we do not do, or is broken; `byteOffset` counts from its start.
  case pickle(PickleFault, byteOffset: Int)
  /// The pickle was read, but what it describes are no tensors of a model.
  case contents(TensorListFault)
}

/// What stands where PyTorch's archive is expected, told by its first bytes.
public enum ForeignFormat: Sendable, Equatable {
  /// Nothing.
  case empty
  /// A pickle that no archive surrounds, as PyTorch wrote before version 1.6.
  case pickle
  /// A tar archive, as the first versions of PyTorch wrote.
  case tar
  /// A file of safetensors.
  case safetensors
  /// A GGUF file.
  case gguf
  /// The few lines that Git LFS leaves in place of a file.
  case gitPointer
  /// None of these.
  case unknown
}

/// How the zip archive breaks its format, or what PyTorch writes.
public enum ArchiveFault: Sendable, Equatable {
  /// No end record, without a comment, as the file's last bytes.
  case noEndRecord
  /// The archive continues in other files.
  case severalParts
  /// The central directory is not where the end record says, right before it.
  case directoryMisplaced(offset: UInt64, bytes: UInt64)
  /// The central directory is longer than the budget.
  case directoryTooLong(bytes: Int, limit: Int)
  /// An entry of the central directory is broken; `byteOffset` counts from the start of the file.
  case brokenEntry(byteOffset: Int)
  /// The end record gives another number of entries than there are.
  case entryCount(declared: UInt64, found: Int)
  /// More entries than the budget.
  case tooManyEntries(limit: Int)
  /// The archive does not begin with its first entry.
  case precedingBytes(Int)
  /// A name that leads elsewhere, or is none that PyTorch writes.
  case unsafeName(String)
  /// A name that is there twice.
  case repeatedName(String)
  /// The entries are not all in the same folder.
  case severalFolders(String, String)
  /// An entry that no archive of tensors has.
  case unknownMember(String)
  /// An entry that only a TorchScript program has.
  case program(String)
  /// An entry that must be there is not.
  case missingMember(String)
  /// An entry is encrypted, or patched: these bits of its flags may not be set.
  case flags(String, UInt16)
  /// An entry is compressed.
  case compressed(String, method: UInt16)
  /// The two headers of an entry do not agree.
  case headersDiffer(String, ArchiveField)
  /// An entry goes beyond where entries may be.
  case beyondEnd(String)
  /// Two entries share bytes.
  case overlap(String, String)
  /// The bytes of an entry have another checksum than the archive says.
  case checksum(String, expected: UInt32, found: UInt32)
  /// The numbers are stored in an order other than `little`.
  case byteOrder(String)
}

/// What two headers of an entry may disagree on.
public enum ArchiveField: Sendable, Equatable {
  case signature, name, method, flags, size, checksum
}

/// What a pickle does that we do not follow.
public enum PickleFault: Error, Sendable, Equatable {
  /// It is longer than the budget.
  case tooLong(bytes: Int, limit: Int)
  /// It ends in the middle of an instruction, or without its last.
  case unexpectedEnd
  /// An instruction that tensors do not need.
  case forbiddenInstruction(UInt8)
  /// A version of the format other than 2.
  case version(UInt8)
  /// An instruction finds too few values.
  case missingOperand(UInt8)
  /// An instruction needs a mark and there is none.
  case missingMark(UInt8)
  /// An instruction finds a value of another kind than it works on.
  case wrongOperand(UInt8, PickleKind)
  /// A dictionary gets a key without a value.
  case keyWithoutValue
  /// More of something than the budget.
  case tooMany(PickleResource, limit: Int)
  /// A memo entry that was never written.
  case unknownMemo(UInt32)
  /// A text or a name is longer than the budget.
  case textTooLong(bytes: Int, limit: Int)
  /// A text is not UTF-8.
  case notUTF8
  /// An integer has more bytes than eight.
  case integerTooLong(bytes: Int)
  /// A name outside the few that tensors need.
  case forbiddenName(String)
  /// A call with arguments that the function is never given.
  case unexpectedArguments(of: String)
  /// The description of a storage is not as PyTorch writes it.
  case invalidStorage
  /// A storage that the archive does not have.
  case missingStorage(String)
  /// A storage that is described in two ways.
  case storageDescribedTwice(String)
  /// The storage's record has another size than its type and count ask for.
  case storageSize(String, expectedBytes: UInt64, foundBytes: Int)
  /// A tensor's offset, sizes or strides are no numbers that can be.
  case invalidExtents
  /// A tensor has more axes than the budget.
  case tooManyAxes(limit: Int)
  /// A tensor goes beyond its storage.
  case beyondStorage(String)
  /// A tensor has the same stored number in several places.
  case overlappingElements
  /// The pickle ends with other than one value.
  case resultCount(Int)
  /// Something follows the pickle.
  case trailingBytes(Int)
}

/// The kinds of values that a pickle makes.
public enum PickleKind: Sendable, Equatable {
  case none, boolean, integer, float, text, tuple, list, dictionary, orderedDictionary, name,
    storage, tensor
}

/// What a pickle may take only so much of.
public enum PickleResource: Sendable, Equatable {
  case instructions, memoEntries, marks, values, objects
}

/// How what a pickle describes is no list of a model's tensors.
public enum TensorListFault: Sendable, Equatable {
  /// The pickle is no dictionary.
  case notADictionary(PickleKind)
  /// A value is no tensor.
  case notATensor(name: String, PickleKind)
  /// A name is there twice.
  case repeatedTensor(name: String)
  /// A name is longer than the budget.
  case nameTooLong(bytes: Int, limit: Int)
  /// More tensors than the budget.
  case tooManyTensors(limit: Int)
}
