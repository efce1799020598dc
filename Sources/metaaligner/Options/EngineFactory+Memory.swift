import Checkpoints
import Generation
import Tensors

extension EngineFactory {
  /// Refuses local models that do not fit into memory together: each alone would be found to fit while another loads.
  ///
  /// Only the headers of their files are read, so a broken model is refused here as well.
  ///
  /// - Parameters:
  ///   - models: What each is for, and where it is; nil where there is none.
  ///   - format: What their weights are turned into.
  /// - Throws: `CommandError.notEnoughMemoryForModels`, or `CheckpointError`.
  func checkMemory(
    for models: [(name: String, source: EngineSource?)], format: ElementType?
  ) throws {
    let sizes = try models.compactMap { model in
      try model.source?.path.map { path in
        CommandError.ModelSize(
          name: model.name, bytes: try Checkpoint.open(path).weightBytes(as: format))
      }
    }
    // One alone is checked where it loads.
    guard sizes.count > 1, let available = AvailableMemory.bytes() else { return }
    if sizes.reduce(0, { $0 + $1.bytes }) > available {
      throw CommandError.notEnoughMemoryForModels(sizes, availableBytes: available)
    }
  }
}
