import Glibc
import StrictJSON
import Tensors

/// The weight files of a folder while they are being opened.
struct WeightFiles {
  var files: [String] = []
  var storages: [ByteStorage] = []
  var places: [ByteKey: Checkpoint.Place] = [:]
  var warnings: [CheckpointWarning] = []

  /// Opens `model.safetensors`, else the shards of `model.safetensors.index.json`, else PyTorch's archives.
  mutating func add(
    from folder: ModelFolder, allowsPickle: Bool
  ) throws(CheckpointError) {
    if let file = try folder.file("model.safetensors") {
      _ = try add(file, index: nil)
      return
    }
    if let file = try folder.file("model.safetensors.index.json") {
      try addShards(
        of: ShardIndex(
          bytes: file.readAll(limit: ShardIndex.byteLimit), file: file.path,
          ending: ".safetensors"),
        from: folder
      ) { weights, shard, index throws(CheckpointError) in try weights.add(shard, index: index) }
      return
    }
    guard try addArchives(from: folder, allowsPickle: allowsPickle) else {
      throw .noWeights(folder: folder.path)
    }
  }

  /// Opens the one file of an adapter of PEFT.
  mutating func addAdapter(from folder: ModelFolder) throws(CheckpointError) {
    let name = "adapter_model.safetensors"
    guard let file = try folder.file(name) else {
      throw .cannotOpen(path: folder.path(of: name), code: ENOENT)
    }
    _ = try add(file, index: nil)
  }

  /// Opens the shards of `index`, each by `addFile`, which returns the bytes of its tensors.
  mutating func addShards(
    of index: ShardIndex, from folder: ModelFolder,
    addFile: (inout WeightFiles, RegularFile, String) throws(CheckpointError) -> Int
  ) throws(CheckpointError) {
    var totalBytes = 0
    for shard in index.shards {
      let bytes = try addFile(&self, folder.shard(shard), index.file)
      // Each addend is at most a file's size, and there are at most 10 000 files.
      totalBytes = totalBytes.addingReportingOverflow(bytes).partialValue
    }
    for (tensor, shard) in index.shardOfTensor where places[tensor]?.file != shard {
      throw .index(
        file: index.file, .absentTensor(tensor: tensor.text, shard: index.shards[shard]))
    }
    let unlisted = places.keys.filter { index.shardOfTensor[$0] == nil }
    if !unlisted.isEmpty {
      warnings.append(
        .unlistedTensors(file: index.file, names: unlisted.sorted().map(\.text)))
    }
    if let expected = index.totalSize, expected != Double(totalBytes) {
      warnings.append(.totalSize(file: index.file, expected: expected, found: totalBytes))
    }
  }

  /// Checks and maps one file.
  ///
  /// - Returns: The number of bytes of its tensors.
  private mutating func add(
    _ file: RegularFile, index: String?
  ) throws(CheckpointError) -> Int {
    let header = try SafetensorsHeader(file)
    let storage = try file.map()
    try file.checkUnchanged()
    let number = files.count
    files.append(file.path)
    storages.append(storage)
    warnings += header.warnings
    if places.isEmpty { places.reserveCapacity(header.entries.count) }
    for entry in header.entries {
      let place = Checkpoint.Place(
        file: number, type: entry.type, shape: entry.shape,
        byteOffset: header.dataStart + entry.begin, elementCount: entry.elementCount)
      let earlier = places.updateValue(place, forKey: ByteKey(entry.name))
      if let earlier, let index {
        throw .index(
          file: index,
          .repeatedTensor(tensor: entry.name, shards: [files[earlier.file], file.path]))
      }
    }
    return header.entries.last?.end ?? 0
  }
}
