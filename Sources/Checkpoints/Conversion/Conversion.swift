public import Tensors
public import Tokenization

/// A model on its way into a GGUF file: what will be written, decided and checked before anything is.
///
/// As llama.cpp's converter has it: the architecture `llama`, rows of queries and keys permuted to neighbouring rotary
/// pairs, vectors in F32, matrices in the format asked for. Two choices are our own. Where llama.cpp's Q4_0 has the
/// output matrix (or the embeddings that are tied to it) in Q6_K, ours has Q8_0, which loses less. And rows that are
/// not whole blocks stay in F16.
public struct Conversion {
  /// The formats that can be written.
  public static let formats: [ElementType] = [.float32, .float16, .bfloat16, .q8_0, .q4_0]

  /// What most matrices are stored as.
  public let format: ElementType
  /// The matrices that are stored otherwise than in `format`, by the names of GGUF.
  public let exceptions: [ElementType: [String]]
  /// Whether some matrix was in blocks of another type, and so has lost something twice.
  public let isRequantized: Bool
  let header: [UInt8]
  let tensors: [GGUFPlannedTensor]

  /// The size of the file.
  public var byteCount: Int {
    tensors.reduce(header.count) {
      GGUFLayout.padded($0 + $1.byteCount, to: GGUFHeaderWriter.alignment)
    }
  }

  /// Decides what will be written.
  ///
  /// - Parameters:
  ///   - checkpoint: The model.
  ///   - vocabulary: Its tokenizer.
  ///   - format: One of `formats`.
  /// - Throws: `ConversionError` where a tensor is missing or GGUF cannot say what the model is.
  public init(
    _ checkpoint: Checkpoint, vocabulary: PieceVocabulary, format: ElementType
  ) throws(ConversionError) {
    precondition(Self.formats.contains(format))
    let keys: [(key: String, value: GGUFValue)]
    let tensors: [GGUFPlannedTensor]
    do throws(CheckpointError) {
      try Self.refuseWhatCannotBeSaid(checkpoint)
      tensors = try ConversionPlan(checkpoint, format: format).tensors()
    } catch { throw .checkpoint(error) }
    keys = try ConversionKeys(checkpoint, vocabulary: vocabulary, format: format).all()
    self.format = format
    self.tensors = tensors
    exceptions = tensors.reduce(into: [:]) { exceptions, tensor in
      if tensor.shape.count > 1, tensor.type != format {
        exceptions[tensor.type, default: []].append(tensor.name)
      }
    }
    isRequantized = tensors.contains {
      !$0.source.elementType.isFloat && !$0.type.isFloat && $0.type != $0.source.elementType
    }
    header = GGUFHeaderWriter(keys: keys, tensors: tensors).bytes
  }

  private static func refuseWhatCannotBeSaid(
    _ checkpoint: Checkpoint
  ) throws(CheckpointError) {
    let configuration = checkpoint.configuration
    let families: [ModelConfiguration.Family] = [.llama, .mistral]
    guard families.contains(configuration.family) else {
      throw .value(
        file: checkpoint.path, key: "model_type", expected: .oneOf(families.map(\.rawValue)),
        found: configuration.family.rawValue, position: nil)
    }
    guard configuration.activation == .silu else {
      throw .value(
        file: checkpoint.path, key: "hidden_act", expected: .oneOf(["silu"]),
        found: "\(configuration.activation)", position: nil)
    }
  }
}
