import StrictJSON
public import Tensors

extension Checkpoint {
  /// Opens a model, and adds an adapter to it where one is named.
  ///
  /// - Parameters:
  ///   - path: A folder in the layout of Hugging Face, or a GGUF file.
  ///   - allowsPickle: Whether PyTorch's archives may be read; nothing in them is ever run.
  ///   - adapter: The adapter's folder.
  ///   - workers: Who adds.
  /// - Returns: The checkpoint; what the adapter does not change is mapped.
  /// - Throws: `CheckpointError` at the first thing that is wrong with either.
  public static func open(
    _ path: String, allowsPickle: Bool = true, adapter: String?, workers: WorkerPool
  ) throws(CheckpointError) -> Checkpoint {
    let checkpoint = try open(path, allowsPickle: allowsPickle)
    guard let adapter else { return checkpoint }
    return try checkpoint.merging(AdapterFolder.read(adapter), workers: workers)
  }

  /// The model with an adapter's change added to its matrices, which are then in memory, in the type that they had.
  ///
  /// The sum is made in 32-bit floats and rounded once. The rest of the model stays mapped.
  ///
  /// - Parameters:
  ///   - adapter: The change.
  ///   - workers: Who computes.
  /// - Returns: The changed model.
  /// - Throws: `CheckpointError` where the adapter belongs to another model, or a matrix is stored in blocks.
  public func merging(
    _ adapter: LowRankAdapter, workers: WorkerPool
  ) throws(CheckpointError) -> Checkpoint {
    let shapes = Dictionary(
      configuration.tensors.map { (ByteKey($0.name), $0.shape) }, uniquingKeysWith: { $1 })
    var places = places
    var storages = storages
    for change in adapter.changes {
      let name = change.module + ".weight"
      guard let shape = shapes[ByteKey(name)], shape.count == 2 else {
        throw .adapter(path: adapter.path, .unknownModule(change.module))
      }
      let expectedDown = [adapter.settings.rank, shape[1]]
      let expectedUp = [shape[0], adapter.settings.rank]
      guard change.down.shape == expectedDown, change.up.shape == expectedUp else {
        let isDown = change.down.shape != expectedDown
        throw .wrongShape(
          file: adapter.path,
          tensor: change.module + (isDown ? AdapterFolder.downSuffix : AdapterFolder.upSuffix),
          expected: isDown ? expectedDown : expectedUp,
          found: isDown ? change.down.shape : change.up.shape)
      }
      let weight = try tensor(name, shape: shape)
      guard weight.elementType.isFloat else {
        throw .adapter(
          path: adapter.path,
          .quantizedBase(module: change.module, type: weight.elementType.name))
      }
      guard let place = places[ByteKey(name)] else { continue }
      places[ByteKey(name)] = Place(
        file: storages.count, typeName: place.typeName, elementType: place.elementType,
        shape: shape, byteOffset: 0, elementCount: place.elementCount)
      let turns = RotaryRows.turn(change.module) && configuration.rotaryPairing == .neighbours
      let sum = LowRankSum(
        weight: weight, change: change, scale: adapter.settings.scale,
        pairedHeadWidth: turns ? configuration.headWidth : nil)
      guard let storage = sum.storage(workers: workers) else {
        throw .adapter(path: adapter.path, .tooLarge(module: change.module))
      }
      storages.append(storage)
      weight.storage.dropPages(weight.byteOffset..<weight.byteOffset + weight.byteCount)
    }
    // An adapter may have been trained on prompts in another format than the base's.
    let own = try Checkpoint.metadataOnly(adapter.path)
    return Checkpoint(
      path: path, configuration: configuration, generationDefaults: generationDefaults,
      metadata: own ?? metadata, tokenizerSource: tokenizerSource, chatTemplate: chatTemplate,
      remarks: remarks,
      files: files + storages.dropFirst(files.count).map { _ in adapter.path },
      warnings: warnings, storages: storages, places: places)
  }
}
