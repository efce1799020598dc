import Glibc
import StrictJSON
public import Tensors
public import Tokenization

/// Writes a model as a folder in the layout of Hugging Face.
///
/// In it are `model.safetensors` (shards and an index over 4 GiB), `config.json`, `generation_config.json`, the files of
/// the tokenizer, and `metaaligner.json`.
public enum TrainedModelFolder {
  static let mainName = "config.json"

  /// Writes the folder: under another name first, made durable, then put into its place.
  ///
  /// Where the folder is there already, its files are replaced one by one, each in one step, `config.json` last; what
  /// else is in it stays.
  ///
  /// - Parameters:
  ///   - model: Who has the tensors: exactly those that the configuration asks for, in its shapes.
  ///   - configuration: The model's shape.
  ///   - tokenizer: Where its tokenizer is.
  ///   - metadata: What it says about itself.
  ///   - elementType: How weights are stored: `bfloat16`, `float32` or `float16`.
  ///   - path: The folder.
  ///   - isReplacing: Whether a model that is there may be replaced.
  ///   - shardByteLimit: The most bytes of weights in one file.
  /// - Throws: `ConversionError`; then a model that was there is still there, unless moving the files failed midway.
  public static func write(
    model: some TensorProvider, configuration: ModelConfiguration, tokenizer: TokenizerSource,
    metadata: ModelMetadata, elementType: ElementType, to path: String, isReplacing: Bool = false,
    shardByteLimit: Int = 4 << 30
  ) throws(ConversionError) {
    var files: [(name: String, contents: [UInt8])]
    do throws(TokenizationError) { files = try tokenizer.files() } catch {
      throw .tokenizer(error)
    }
    files.append((mainName, try configuration.configFile(elementType: elementType)))
    files.append(("generation_config.json", generationFile(configuration)))
    files.append(("metaaligner.json", metadata.file))
    let folder = try NewFolder(for: path, isReplacing: isReplacing, mainName: mainName)
    do throws(ConversionError) {
      for (name, contents) in files {
        try NewFile.write(contents, to: folder.path + "/" + name, isReplacing: true)
      }
      try SafetensorsWriter.write(
        model, tensors: configuration.tensors, elementType: elementType, folder: folder.path,
        shardByteLimit: shardByteLimit)
      try folder.finish(mainName: mainName) { name in
        name.hasPrefix("model") && (name.hasSuffix(".safetensors") || name.hasSuffix(".index.json"))
      }
    } catch {
      folder.discard()
      throw error
    }
  }

  private static func generationFile(_ configuration: ModelConfiguration) -> [UInt8] {
    let beginning = configuration.beginningOfSequence.map { JSONValue.integer(Int64($0)) }
    return JSONWriter.write(
      [
        "bos_token_id": beginning ?? .null,
        "eos_token_id": ModelConfiguration.identifiers(configuration.endOfSequence),
        "do_sample": false,
      ], pretty: true)
  }
}

extension SafetensorsWriter {
  /// Writes every tensor of a model, each of which must be handed over once.
  static func write(
    _ model: some TensorProvider, tensors: [(name: String, shape: [Int])],
    elementType: ElementType, folder: String, name: String = "model",
    shardByteLimit: Int = 4 << 30
  ) throws(ConversionError) {
    let writer = try SafetensorsWriter(
      folder: folder, name: name, tensors: tensors, elementType: elementType,
      shardByteLimit: shardByteLimit)
    var missing = Dictionary(
      uniqueKeysWithValues: tensors.map { (ByteKey($0.name), $0.shape) })
    var failure: ConversionError?
    do {
      try model.forEachTensor { name, shape, values in
        guard missing.removeValue(forKey: ByteKey(name)) == shape else {
          throw ConversionError.unexpected(tensor: name, shape: shape)
        }
        try writer.write(name, values)
      }
      if let tensor = tensors.first(where: { missing[ByteKey($0.name)] != nil }) {
        throw ConversionError.incomplete(tensor: tensor.name)
      }
      try writer.finish()
    } catch let error as ConversionError {
      failure = error
    } catch {
      failure = .cancelled
    }
    if let failure {
      writer.discard()
      throw failure
    }
  }
}
