import Alignment
import ArgumentParser
import Checkpoints
import Storage
import StrictJSON
import Tokenization

/// `metaaligner tokenizer`: making tokenizers.
struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Make tokenizers.",
    subcommands: [TokenizerTrainCommand.self])
}

/// `metaaligner tokenizer train`: a tokenizer from texts.
struct TokenizerTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a tokenizer on texts.",
    discussion: """
      Trains SentencePiece byte pairs with byte fallback: digits are split, a line feed is a piece of its own, texts stay as they \
      are. Writes tokenizer.model and tokenizer_config.json, which train takes with --tokenizer. Equal texts in equal order \
      give equal files.

      EXAMPLE:
        metaaligner tokenizer train --input corpus.txt --vocabulary 4096 \\
          --output tokenizer
      """)

  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Texts: FastChat conversations where the name ends in .json, else UTF-8 lines.",
      valueName: "file"))
  var input: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Pieces of the vocabulary, from 300 to \(TokenizerTraining.vocabularySizes.upperBound).",
      valueName: "count"))
  var vocabulary = 4096

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of characters that get pieces of their own; the rest become bytes; from 0.98 to 1.",
      valueName: "share"))
  var characterCoverage = 0.9999

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Makes the fixed words of this family's prompts one piece each (HH-RLHF, UltraFeedback or IMHI): prompts take a third of the tokens.",
      valueName: "family"))
  var promptPieces: String?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output: String

  @Flag(help: "Replaces the tokenizer where there is one.") var force = false
  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.") var quiet = false
  @Flag(help: "Prints what was made as one JSON document.") var json = false

  func validate() throws {
    let sizes = TokenizerTraining.vocabularySizes
    guard sizes.contains(vocabulary) else {
      throw ValidationError("--vocabulary must be from \(sizes.lowerBound) to \(sizes.upperBound).")
    }
    if let promptPieces, PromptFamily(name: promptPieces) == nil {
      throw ValidationError("--prompt-pieces must be HH-RLHF, UltraFeedback or IMHI.")
    }
    guard (0.98...1).contains(characterCoverage) else {
      throw ValidationError("--character-coverage must be from 0.98 to 1.")
    }
  }

  func run() throws {
    var texts: [String] = []
    for path in input { texts += try TrainingTexts.read(path) }
    var training = TokenizerTraining(vocabularySize: vocabulary)
    training.characterCoverage = characterCoverage
    if let family = promptPieces.flatMap(PromptFamily.init(name:)) {
      training.wholePieces = family.fixedTexts
    }
    let model = try training.train(texts)
    try TokenizerModelFolder.write(model: model, to: output, isReplacing: force)

    let tokenizer = try TokenizerLoader.load(folder: output)
    let sample = Self.sample(of: texts)
    let tokens = sample.reduce(0) { $0 + tokenizer.encode($1).count }
    let bytes = sample.reduce(0) { $0 + $1.utf8.count }
    let bytesPerToken = tokens == 0 ? 0 : (Double(bytes) / Double(tokens)).rounded(to: 3)
    if json {
      return try StandardOutput.write([
        "schema": 1, "folder": .string(output),
        "pieces": .integer(Int64(tokenizer.vocabularySize)),
        "texts": .integer(Int64(texts.count)), "bytes_per_token": JSONValue(bytesPerToken),
      ])
    }
    Notices(isQuiet: quiet, isVerbose: false).notice(
      "\(output): \(tokenizer.vocabularySize) pieces; \(bytesPerToken) bytes of the texts a token")
  }

  /// Enough texts, from everywhere, to say how long tokens are.
  private static func sample(of texts: [String]) -> [String] {
    let step = max(1, texts.count / 1000)
    var room = 1 << 20
    return stride(from: 0, to: texts.count, by: step).lazy.map { texts[$0] }.prefix { text in
      defer { room -= text.utf8.count }
      return room > 0
    }.map(\.self)
  }
}

/// The texts of a file.
private enum TrainingTexts {
  private static let byteLimit = 4 << 30

  static func read(_ path: String) throws -> [String] {
    let bytes = try RegularFile.open(path).readAll(limit: byteLimit)
    guard path.hasSuffix(".json") else {
      var lines: [String] = []
      for (index, line) in bytes.split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
      ).enumerated() {
        guard let text = String(validating: line, as: UTF8.self) else {
          throw StorageError.notUTF8(path: path, line: index + 1)
        }
        lines.append(text)
      }
      return lines
    }
    let document: JSONValue
    do throws(JSONError) { document = try JSONParser.parse(bytes) } catch {
      throw CheckpointError.json(file: path, error)
    }
    let rows = document.arrayValue ?? []
    return rows.flatMap { row in
      (row["conversations"]?.arrayValue ?? []).compactMap { $0["value"]?.stringValue }
    }
  }
}
