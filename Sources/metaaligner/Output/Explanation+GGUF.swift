import Checkpoints
import Glibc

extension ErrorReporter {
  static func explain(_ error: ConversionError) -> Explanation {
    switch error {
    case .checkpoint(let error): explain(error)
    case .failed(let step, let path, let code):
      Explanation(
        message: "cannot \(step.rawValue) \(path.orQuotes): \(systemMessage(code))",
        hint: code == ENOSPC ? "Nothing was left behind." : nil, exitCode: 1)
    case .exists(let path):
      Explanation(
        message: "\(path) is there already", hint: "Replace it with --force.", exitCode: 2)
    case .tokenizer(let error): explain(error)
    case .incomplete(let tensor):
      Explanation(message: "the model has no tensor \(tensor) to write", exitCode: 1)
    case .unexpected(let tensor, let shape):
      Explanation(
        message: "the model has a tensor \(tensor) \(shape) that its configuration does not",
        exitCode: 1)
    case .tooManyTokens(let tokenizer, let model):
      Explanation(
        message: "the tokenizer has \(tokenizer) tokens and the model embeddings for \(model)",
        hint: "They do not belong together.", exitCode: 2)
    case .unsupportedTokenizer(let algorithm):
      Explanation(
        message: """
          the tokenizer's algorithm, \(algorithm), is not one that a GGUF file of this architecture can say
          """, exitCode: 2)
    case .notFinite(let tensor):
      Explanation(
        message: "\(tensor) holds a number that is not finite, which blocks cannot hold",
        hint: "Convert to f32, f16 or bf16.", exitCode: 2)
    case .outOfRange(let tensor, let format):
      Explanation(
        message: "\(tensor) holds a number that is too large for \(format)",
        hint: "Convert to bf16 or f32.", exitCode: 2)
    case .cancelled: Explanation(message: "the conversion was cancelled", exitCode: 130)
    }
  }

  /// What a file begins with, for someone who took it for a model.
  static func explainUnknownFormat(path: String, beginning: [UInt8]) -> Explanation {
    let isArchive = beginning.starts(with: [0x50, 0x4B, 0x03, 0x04])
    return Explanation(
      message: beginning.isEmpty
        ? "\(path) is empty" : "\(path) is neither a model folder nor a GGUF file",
      hint: isArchive || path.hasSuffix(".safetensors") || path.hasSuffix(".bin")
        ? "Name the folder that has config.json and the weights in it." : nil, exitCode: 2)
  }

  static func describe(_ fault: GGUFFault) -> String {
    switch fault {
    case .truncated(let offset, let needed, let available):
      "at byte \(offset) it needs \(needed) bytes where \(available) are left"
    case .unsupportedVersion(let version, let supported):
      "it is of version \(version); this program reads \(supported.lowerBound) to \(supported.upperBound)"
    case .byteSwapped: "it was written for machines of the other byte order"
    case .implausibleCount(let table, let count, let limit):
      "it claims \(count) \(table == .tensors ? "tensors" : "keys") where \(limit) are possible"
    case .emptyName(let offset): "the name at byte \(offset) is empty"
    case .nameTooLong(let offset, let bytes, let limit):
      "the name at byte \(offset) has \(bytes) bytes, more than \(limit)"
    case .nameNotUTF8(let offset): "the name at byte \(offset) is not UTF-8"
    case .metadataTooLarge(let limit): "its keys take more than \(limit >> 20) MiB"
    case .repeatedKey, .unknownValueType, .nestedArray, .stringTooLong, .arrayTooLong, .invalidBool,
      .wrongElementType, .wrongLength, .unknownPieceKind, .layersDiffer:
      describeKey(fault)
    default: describeTensor(fault)
    }
  }

  private static func describeKey(_ fault: GGUFFault) -> String {
    switch fault {
    case .repeatedKey(let key): "\(key) stands there twice"
    case .unknownValueType(let key, let found): "\(key) has the unknown type \(found)"
    case .nestedArray(let key): "\(key) is a list of lists"
    case .stringTooLong(let key, let bytes, let limit):
      "\(key) has \(bytes) bytes, more than \(limit)"
    case .arrayTooLong(let key, let count, let limit):
      "\(key) claims \(count) elements where \(limit) are possible"
    case .invalidBool(let key, let found): "\(key) is \(found), neither 0 nor 1"
    case .wrongElementType(let key, let expected, let found):
      "\(key) must be a list of \(expected), not of \(found)"
    case .wrongLength(let key, let expected, let found):
      "\(key) has \(found) elements where \(expected) are needed"
    case .unknownPieceKind(let key, let index, let found):
      "\(key) gives token \(index) the unknown kind \(found)"
    case .layersDiffer(let key): "\(key) differs from layer to layer, which is not supported"
    default: "\(fault)"
    }
  }

  private static func describeTensor(_ fault: GGUFFault) -> String {
    switch fault {
    case .repeatedTensor(let tensor): "\(tensor) stands there twice"
    case .invalidAxisCount(let tensor, let found, let limit):
      "\(tensor) has \(found) axes, not 1 to \(limit)"
    case .invalidExtent(let tensor, let axis, let found):
      "axis \(axis) of \(tensor) has \(found) elements"
    case .tooManyElements(let tensor, let shape): "\(tensor) has too many elements: \(shape)"
    case .unknownType(let tensor, let found): "\(tensor) has the unknown type \(found)"
    case .partialBlock(let tensor, let length, let type, let block):
      "the rows of \(tensor) have \(length) elements, which are no whole blocks of \(block) in \(type)"
    case .largerThanFile(let tensor, let bytes, let fileBytes):
      "\(tensor) takes \(bytes) bytes in a file of \(fileBytes)"
    case .misplaced(let tensor, let expected, let found):
      "\(tensor) begins at \(found), not at \(expected) where the one before it ends"
    case .beyondEnd(let tensor, let end, let fileBytes):
      "\(tensor) ends at byte \(end) of \(fileBytes)"
    case .sameMeaning(let tensors, let name):
      "\(tensors.joined(separator: " and ")) are both \(name)"
    case .invalidRotaryFactors:
      "rope_freqs.weight holds a number that is not finite and above 0"
    default: "\(fault)"
    }
  }
}
