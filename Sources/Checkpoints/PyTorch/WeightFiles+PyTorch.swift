import StrictJSON
import Tensors

extension WeightFiles {
  /// Opens `pytorch_model.bin`, else the shards of `pytorch_model.bin.index.json`.
  ///
  /// - Returns: Whether there is one of them.
  mutating func addArchives(
    from folder: ModelFolder, allowsPickle: Bool
  ) throws(CheckpointError) -> Bool {
    if let file = try folder.file("pytorch_model.bin") {
      guard allowsPickle else { throw .pickledWeightsOnly(folder: folder.path, file: file.path) }
      _ = try addArchive(file, index: nil)
      return true
    }
    guard let file = try folder.file("pytorch_model.bin.index.json") else { return false }
    guard allowsPickle else { throw .pickledWeightsOnly(folder: folder.path, file: file.path) }
    let index = try ShardIndex(
      bytes: file.readAll(limit: ShardIndex.byteLimit), file: file.path, ending: ".bin")
    try addShards(of: index, from: folder) { weights, shard, index throws(CheckpointError) in
      try weights.addArchive(shard, index: index)
    }
    return true
  }

  /// Checks and maps one archive.
  ///
  /// - Returns: The number of bytes of its tensors, those that share a storage counted once.
  private mutating func addArchive(
    _ file: RegularFile, index: String?
  ) throws(CheckpointError) -> Int {
    let archive = try PyTorchArchive(file)
    let tensors = try archive.tensors(file)
    try file.checkUnchanged()
    let number = files.count
    files.append(file.path)
    storages.append(archive.bytes)
    var unusualNames: [String] = []
    var counted: Set<Int> = []
    var byteCount = 0
    for (name, tensor) in tensors {
      let size = tensor.storage.type.bitCount / 8
      let place = Checkpoint.Place(
        file: number, typeName: tensor.storage.type.rawValue,
        elementType: tensor.storage.type.elementType, shape: tensor.shape,
        byteOffset: tensor.storage.record.start + tensor.offset * size,
        elementCount: tensor.elementCount, strides: tensor.isContiguous ? nil : tensor.strides)
      if counted.insert(tensor.storage.record.start).inserted {
        byteCount += tensor.elementCount * size
      }
      let earlier = places.updateValue(place, forKey: ByteKey(name))
      if let earlier {
        guard let index, earlier.file != number else {
          throw .pyTorch(file: file.path, .contents(.repeatedTensor(name: name)))
        }
        throw .index(
          file: index, .repeatedTensor(tensor: name, shards: [files[earlier.file], file.path]))
      }
      if unusualNames.count < HeaderScan.reportedNames, HeaderScan.isUnusual(name) {
        unusualNames.append(name)
      }
    }
    if !unusualNames.isEmpty {
      warnings.append(.unusualNames(file: file.path, names: unusualNames))
    }
    return byteCount
  }
}

extension PyTorchArchive {
  /// The tensors that the pickle lists, in its order.
  func tensors(
    _ file: RegularFile
  ) throws(CheckpointError) -> [(name: String, tensor: PickleTensor)] {
    do throws(PyTorchFault) {
      guard pickle.byteCount <= PickleMachine.byteLimit else {
        throw .pickle(
          .tooLong(bytes: pickle.byteCount, limit: PickleMachine.byteLimit), byteOffset: 0)
      }
      // A copy, so that nothing changes under the machine while the file is written to.
      let copy = Array(bytes.bytes[pickle.start..<pickle.start + pickle.byteCount])
      var machine = PickleMachine(copy, records: storages)
      let result = try machine.run()
      let place: Int
      switch result {
      case .dictionary(let dictionary), .orderedDictionary(let dictionary): place = dictionary
      default: throw .contents(.notADictionary(result.kind))
      }
      let dictionary = machine.dictionaries[place]
      if let other = dictionary.other {
        throw .contents(.notATensor(name: other.name, other.kind))
      }
      guard dictionary.tensors.count <= SafetensorsHeader.entryLimit else {
        throw .contents(.tooManyTensors(limit: SafetensorsHeader.entryLimit))
      }
      for (name, _) in dictionary.tensors
      where name.utf8.count > SafetensorsHeader.nameLimit {
        throw .contents(
          .nameTooLong(bytes: name.utf8.count, limit: SafetensorsHeader.nameLimit))
      }
      return dictionary.tensors.map { ($0.name, machine.tensors[$0.tensor]) }
    } catch {
      throw .pyTorch(file: file.path, error)
    }
  }
}
