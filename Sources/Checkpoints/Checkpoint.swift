import StrictJSON
public import Tensors
public import Tokenization

/// A model: a folder in the layout of Hugging Face, or a GGUF file.
///
/// It is validated, its weights are mapped and not yet touched, and its tensors have Hugging Face's names in both.
public struct Checkpoint: Sendable {
  /// One tensor of one file.
  struct Place: Sendable {
    let file: Int
    /// As the format of the file names it.
    let typeName: String
    /// The type that we compute with, nil for others.
    let elementType: ElementType?
    let shape: [Int]
    let byteOffset: Int
    let elementCount: Int
    /// How far apart the elements of each axis lie, nil where they lie in order without gaps.
    var strides: [Int]?
  }

  /// The folder's or the file's path.
  public let path: String
  /// What `config.json` or the keys of the GGUF file say.
  public let configuration: ModelConfiguration
  /// What `generation_config.json` or the GGUF file recommends, nil where there is nothing.
  public let generationDefaults: GenerationDefaults?
  /// What `metaaligner.json` or our keys in the GGUF file say, nil where there is nothing.
  public let metadata: ModelMetadata?
  /// Where the tokenizer is.
  public let tokenizerSource: TokenizerSource
  /// The chat template that a GGUF file carries, as it is written there.
  public let chatTemplate: String?
  /// What a GGUF file says about itself that nothing here depends on, such as its author and licence.
  let remarks: [(key: String, value: GGUFValue)]
  /// The paths of the weight files.
  public let files: [String]
  /// What is odd about the folder.
  public let warnings: [CheckpointWarning]
  let storages: [ByteStorage]
  let places: [ByteKey: Place]

  /// The names of all tensors, sorted by their bytes.
  public var tensorNames: [String] { places.keys.sorted().map(\.text) }

  /// The number of elements of all stored tensors.
  public var parameterCount: Int {
    places.values.reduce(0) { sum, place in
      let (total, overflows) = sum.addingReportingOverflow(place.elementCount)
      return overflows ? .max : total
    }
  }

  /// The type that most elements are stored in, among those that we compute with.
  public var dominantElementType: ElementType {
    var counts: [ElementType: Double] = [:]
    for place in places.values {
      if let type = place.elementType {
        counts[type, default: 0] += Double(place.elementCount)
      }
    }
    // Equal counts go to the wider type, in a fixed order.
    let order: [ElementType] = [
      .float32, .bfloat16, .float16, .q8_0, .q6_K, .q5_K, .q4_K, .q4_0,
    ]
    var best = ElementType.float32
    for type in order where counts[type, default: 0] > counts[best, default: 0] { best = type }
    return best
  }

  /// Whether some file has the tensor.
  ///
  /// - Parameter name: The tensor, compared by bytes.
  /// - Returns: Whether it is there.
  public func contains(_ name: String) -> Bool { places[ByteKey(name)] != nil }

  /// A tensor, in place in the mapped file; one that lies there in another order is copied.
  ///
  /// - Parameters:
  ///   - name: The tensor, compared by bytes.
  ///   - shape: The shape that it must have.
  /// - Returns: The tensor, which keeps the file mapped.
  /// - Throws: `CheckpointError` where it is missing, of another shape, or of a type that we do not compute with.
  public func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> Tensor {
    let (place, type) = try checkPlace(name, shape: shape)
    if let strides = place.strides {
      return .gathered(
        type, shape: shape, strides: strides, from: storages[place.file], at: place.byteOffset)
    }
    return Tensor(
      elementType: type, shape: shape, storage: storages[place.file],
      byteOffset: place.byteOffset)
  }

  /// Finds a tensor, which must have this shape and a type that we compute with.
  @discardableResult
  func checkPlace(
    _ name: String, shape: [Int]
  ) throws(CheckpointError) -> (place: Place, type: ElementType) {
    guard let place = places[ByteKey(name)] else {
      throw .missingTensor(folder: path, tensor: name)
    }
    guard place.shape == shape else {
      throw .wrongShape(
        file: files[place.file], tensor: name, expected: shape, found: place.shape)
    }
    guard let type = place.elementType else {
      throw .uncomputableType(
        file: files[place.file], tensor: name, found: place.typeName,
        supported: ElementType.allCases.map(\.name))
    }
    return (place, type)
  }

  /// One warning that names the tensors which a model does not use.
  ///
  /// - Parameter expected: The names that the model uses.
  /// - Returns: The warning; nil where nothing is left but rotary tables, which are computed, and the
  ///   output matrix of a model that ties it to the embeddings.
  public func unexpectedTensors(expected: Set<String>) -> CheckpointWarning? {
    let known = Set(expected.map(ByteKey.init))
    let names = places.keys.filter { key in
      if known.contains(key) || key.text.hasSuffix("rotary_emb.inv_freq") { return false }
      return !(configuration.tiesEmbeddings && key == ByteKey("lm_head.weight"))
    }
    return names.isEmpty ? nil : .unexpectedTensors(names: names.sorted().map(\.text))
  }
}

extension Checkpoint.Place {
  /// A tensor of a safetensors file or of a PyTorch archive.
  init(
    file: Int, type: StoredType, shape: [Int], byteOffset: Int, elementCount: Int,
    strides: [Int]? = nil
  ) {
    self.init(
      file: file, typeName: type.rawValue, elementType: type.elementType, shape: shape,
      byteOffset: byteOffset, elementCount: elementCount, strides: strides)
  }
}
