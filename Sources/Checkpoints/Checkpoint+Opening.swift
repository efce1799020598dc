import Glibc
import StrictJSON
import Tensors
public import Tokenization

extension Checkpoint {
  private static let jsonLimit = 16 << 20

  /// Opens a model: reads its configuration, checks every header, maps the weights.
  ///
  /// - Parameters:
  ///   - path: A folder in the layout of Hugging Face, or a GGUF file, told apart by what they are.
  ///   - allowsPickle: Whether PyTorch's archives may be read; nothing in them is ever run.
  /// - Returns: The checkpoint; nothing is converted or copied.
  /// - Throws: `CheckpointError` at the first thing that is wrong.
  public static func open(
    _ path: String, allowsPickle: Bool = true
  ) throws(CheckpointError) -> Checkpoint {
    if let file = try ggufFile(path) { return try open(gguf: file) }
    let opened = try ModelFolder(path)
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
      path: path, configuration: configuration, generationDefaults: generationDefaults,
      metadata: metadata, tokenizerSource: .folder(path), chatTemplate: nil, remarks: [],
      files: weights.files, warnings: weights.warnings, storages: weights.storages,
      places: weights.places)
  }

  /// Reads only the configuration of a model.
  ///
  /// - Parameter path: A folder, or a GGUF file.
  /// - Returns: The configuration.
  /// - Throws: `CheckpointError` where it, or the `config.json` of the folder, is refused.
  public static func configurationOnly(
    _ path: String
  ) throws(CheckpointError) -> ModelConfiguration {
    if let file = try ggufFile(path) {
      let header = try GGUFHeader(file)
      return try ModelConfiguration.parse(header)
    }
    return try ModelConfiguration.parse(configurationValues(ModelFolder(path)))
  }

  /// Reads only what a model says about how it wants to be asked; one that is not there says nothing.
  ///
  /// - Parameter path: A folder, or a GGUF file.
  /// - Returns: What `metaaligner.json` or our keys in the file say; nil without them.
  /// - Throws: `CheckpointError` where they are refused.
  public static func metadataOnly(_ path: String) throws(CheckpointError) -> ModelMetadata? {
    guard access(path, F_OK) == 0 else { return nil }
    if let file = try ggufFile(path) {
      return try ModelMetadata(GGUFHeader(file, readsTensors: false).metadata)
    }
    return try metadata(of: ModelFolder(path))
  }

  /// Finds only the tokenizer of a model, whose weights need not be there.
  ///
  /// - Parameter path: A folder, or a GGUF file.
  /// - Returns: Where the tokenizer is.
  /// - Throws: `CheckpointError` where the GGUF file is refused.
  public static func tokenizerOnly(_ path: String) throws(CheckpointError) -> TokenizerSource {
    guard let file = try ggufFile(path) else { return .folder(path) }
    return try GGUFVocabulary.source(GGUFHeader(file, readsTensors: false).metadata)
  }

  /// Opens `path` where it is a file rather than a folder; nil for folders, and for what is not there.
  ///
  /// - Throws: `CheckpointError.unknownFormat` for a file that holds no model.
  static func ggufFile(_ path: String) throws(CheckpointError) -> RegularFile? {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0,
      status.st_mode & S_IFMT != S_IFDIR
    else { return nil }
    let file = try RegularFile.open(path)
    let magic = GGUFHeader.magic
    let beginning = try file.read(min(magic.count, file.byteCount), at: 0)
    guard beginning == magic else { throw .unknownFormat(path: path, beginning: beginning) }
    return file
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
