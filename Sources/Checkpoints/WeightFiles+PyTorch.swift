extension WeightFiles {
  /// Opens `pytorch_model.bin`, else the shards of `pytorch_model.bin.index.json`.
  ///
  /// - Returns: Whether there is one of them.
  mutating func addArchives(
    from folder: ModelFolder, allowsPickle: Bool
  ) throws(CheckpointError) -> Bool {
    for name in ["pytorch_model.bin", "pytorch_model.bin.index.json"] {
      if let file = try folder.file(name) {
        throw .pickledWeightsOnly(folder: folder.path, file: file.path)
      }
    }
    return false
  }
}
