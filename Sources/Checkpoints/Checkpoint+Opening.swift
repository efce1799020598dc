import Glibc
import StrictJSON
import Tensors

extension Checkpoint {
  private static let jsonLimit = 16 << 20

  /// Opens a model folder: reads its configuration, checks every header, maps the weights.
  ///
  /// - Parameters:
  ///   - folder: The folder's path.
  ///   - allowsPickle: Whether PyTorch's archives may be read; nothing in them is ever run.
  /// - Returns: The checkpoint; nothing is converted or copied.
  /// - Throws: `CheckpointError` at the first thing that is wrong.
  public static func open(
    _ folder: String, allowsPickle: Bool = true
  ) throws(CheckpointError) -> Checkpoint {
    let opened = try ModelFolder(folder)
    let values = try configurationValues(opened)
    let configuration = try ModelConfiguration.parse(values)
    var generationDefaults: GenerationDefaults?
    if let (bytes, path) = try contents("generation_config.json", of: opened) {
      generationDefaults = try GenerationDefaults.parse(bytes, file: path)
    }
    let metadata = try metadata(of: opened)
    var weights = WeightFiles()
    if values["auto_map"] != nil { weights.warnings.append(.remoteCodeIgnored(file: values.file)) }
    try weights.add(from: opened, allowsPickle: allowsPickle)
    return Checkpoint(
      folder: folder, configuration: configuration, generationDefaults: generationDefaults,
      metadata: metadata, files: weights.files, warnings: weights.warnings,
      storages: weights.storages, places: weights.places)
  }

  /// Reads only the configuration of a model folder.
  ///
  /// - Parameter folder: The folder's path.
  /// - Returns: The configuration.
  /// - Throws: `CheckpointError` where the folder or its `config.json` is refused.
  public static func configurationOnly(
    _ folder: String
  ) throws(CheckpointError) -> ModelConfiguration {
    try ModelConfiguration.parse(configurationValues(ModelFolder(folder)))
  }

  /// Reads only what `metaaligner.json` says; a folder that is not there says nothing.
  ///
  /// - Parameter folder: The folder's path.
  /// - Returns: What it says; nil without the file.
  /// - Throws: `CheckpointError` where the file is refused.
  public static func metadataOnly(_ folder: String) throws(CheckpointError) -> ModelMetadata? {
    guard access(folder, F_OK) == 0 else { return nil }
    return try metadata(of: ModelFolder(folder))
  }

  private static func metadata(
    of folder: ModelFolder
  ) throws(CheckpointError) -> ModelMetadata? {
    guard let (bytes, path) = try contents("metaaligner.json", of: folder) else { return nil }
    return try ModelMetadata.parse(bytes, file: path)
  }

  private static func configurationValues(
    _ folder: ModelFolder
  ) throws(CheckpointError) -> KeyedValues {
    guard let (bytes, path) = try contents("config.json", of: folder) else {
      throw .cannotOpen(path: folder.path(of: "config.json"), code: ENOENT)
    }
    return try KeyedValues(bytes: bytes, file: path)
  }

  private static func contents(
    _ name: String, of folder: ModelFolder
  ) throws(CheckpointError) -> (bytes: [UInt8], path: String)? {
    guard let file = try folder.file(name) else { return nil }
    return (try file.readAll(limit: jsonLimit), file.path)
  }
}
