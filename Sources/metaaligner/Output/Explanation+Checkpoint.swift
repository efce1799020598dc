import Checkpoints
import Glibc
import StrictJSON

extension ErrorReporter {
  static func explain(_ error: CheckpointError) -> Explanation {
    switch error {
    case .cannotOpen(let path, let code):
      Explanation(
        message: "cannot open \(path.orQuotes): \(systemMessage(code))",
        hint: code == ENOENT
          ? "A model folder has config.json, the weights and tokenizer.model in it." : nil,
        exitCode: 2)
    case .cannotRead(let path, let code):
      Explanation(message: "cannot read \(path): \(systemMessage(code))", exitCode: 2)
    case .notAFolder(let path):
      Explanation(
        message: "\(path) is not a folder",
        hint: "Name the folder that has config.json and the weights in it.", exitCode: 2)
    case .notARegularFile(let path):
      Explanation(message: "\(path) is not a regular file", exitCode: 2)
    case .linkOutside(let path):
      Explanation(
        message: "\(path) is a link that leads out of the model's folder",
        hint: "Put the file itself there.", exitCode: 2)
    case .tooLarge(let path, let bytes, let limit):
      Explanation(
        message: "\(path) has \(bytes) bytes; no real one has more than \(limit)", exitCode: 2)
    case .changedWhileReading(let path):
      Explanation(message: "\(path) changed while it was read", hint: "Try again.", exitCode: 2)
    case .json(let file, let error):
      Explanation(message: "\(file): \(describe(error))", exitCode: 2)
    case .missingKey(let file, let key):
      Explanation(message: "\(file): \(key) is missing", exitCode: 2)
    case .value(let file, let key, let expected, let found, let position):
      Explanation(
        message: """
          \(file)\(position.map { ":\($0.line):\($0.column)" } ?? ""): \(key.isEmpty ? "the document" : key) must be \
          \(describe(expected)), not \(found)
          """, exitCode: 2)
    case .noWeights(let folder):
      Explanation(
        message: "\(folder) has neither model.safetensors nor model.safetensors.index.json",
        exitCode: 2)
    case .pickledWeightsOnly(let folder, let file):
      Explanation(
        message: "\(folder) has its weights only as \(file), a PyTorch archive",
        hint: "Leave out --no-pickle to read it; nothing in it is run.", exitCode: 2)
    case .pyTorch(let file, let fault): explain(fault, in: file)
    case .safetensors(let file, let fault):
      Explanation(
        message: "\(file) breaks the safetensors format: \(describe(fault))",
        hint: "Download it again.", exitCode: 2)
    case .adapter(let path, let fault): explain(fault, in: path)
    case .gguf(let file, let fault):
      Explanation(
        message: "\(file) breaks the GGUF format: \(describe(fault))",
        hint: "Download it again.", exitCode: 2)
    case .unknownFormat(let path, let beginning):
      explainUnknownFormat(path: path, beginning: beginning)
    case .splitModel(let file, let parts):
      Explanation(
        message: "\(file) is one of \(parts) parts of a model, which cannot be read yet",
        hint: "Merge the parts with llama-gguf-split --merge.", exitCode: 2)
    case .index(let file, let fault):
      Explanation(message: "\(file): \(describe(fault))", exitCode: 2)
    case .missingTensor(let folder, let tensor):
      Explanation(
        message: "no weight file in \(folder) has the tensor \(tensor)",
        hint: "The configuration and the weights do not belong together, or a file is missing.",
        exitCode: 2)
    case .wrongShape(let file, let tensor, let expected, let found):
      Explanation(
        message: """
          \(file): \(tensor) has the shape \(found), the configuration asks for \(expected)
          """,
        hint: "The configuration and the weights do not belong together.", exitCode: 2)
    case .uncomputableType(let file, let tensor, let found, let supported):
      Explanation(
        message: """
          \(file): \(tensor) is stored as \(found); this program computes with \
          \(supported.joined(separator: ", "))
          """, exitCode: 2)
    }
  }

  /// What a warning of a checkpoint says.
  static func describe(_ warning: CheckpointWarning) -> String {
    switch warning {
    case .headerStartsWithWhitespace(let file):
      "\(file): the header begins with white space, which the format forbids"
    case .headerPadding(let file): "\(file): the header is padded with other than spaces"
    case .nullMetadata(let file): "\(file): __metadata__ is null"
    case .unknownField(let file, let tensor, let field):
      "\(file): \(tensor) has the unknown field \(field)"
    case .unusualNames(let file, let names): "\(file): unusual tensor names: \(names.listed)"
    case .totalSize(let file, let expected, let found):
      "\(file): total_size is \(expected), the shards hold \(found) bytes"
    case .unlistedTensors(let file, let names): "\(file) does not list \(names.listed)"
    case .unexpectedTensors(let names): "tensors that the model does not use: \(names.listed)"
    case .trailingBytes(let file, let bytes):
      "\(file) has \(bytes) bytes after its last tensor"
    case .remoteCodeIgnored(let file):
      "\(file) names code of its own (auto_map), which is never run"
    }
  }

  private static func describe(_ expected: ExpectedValue) -> String {
    switch expected {
    case .kind(let kind): kind.withArticle
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number(let above, let upTo): "a number above \(above) and at most \(upTo)"
    case .numberWithin(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .oneOf(let values): values.count == 1 ? values[0] : "one of " + values.listed
    case .tokenIdentifiers(let range):
      "a token id or a list of them, each from \(range.lowerBound) to \(range.upperBound)"
    case .divisor(let key, let value): "a divisor of \(key), \(value)"
    case .multiple(let key, let value): "a multiple of \(key), \(value)"
    case .even: "even"
    case .greater(let key): "greater than \(key)"
    case .absent: "absent"
    case .sameAs(let key): "the same as \(key)"
    case .powerOfTwo(let range): "a power of two from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension [String] {
  /// The first few, with commas, and how many more there are.
  fileprivate var listed: String {
    let shown = prefix(8).joined(separator: ", ")
    return count > 8 ? "\(shown) and \(count - 8) more" : shown
  }
}
