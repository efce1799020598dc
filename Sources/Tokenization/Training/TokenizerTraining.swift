import CSentencePiece

/// How a tokenizer is trained from texts: SentencePiece's own trainer, byte pairs with byte fallback.
///
/// Digits are split, a line feed is a piece of its own, texts stay as they are but for one space before them, and the ids
/// are 0 unknown, 1 beginning, 2 end.
public struct TokenizerTraining: Sendable, Equatable {
  /// The numbers of pieces that can be asked for: the 260 that are always there and some more, up to what is loaded.
  public static let vocabularySizes = 300...SentencePieceModel.maximumPieceCount

  /// Pieces of the vocabulary.
  public var vocabularySize: Int
  /// The share of the texts' characters that get pieces of their own; the rest become bytes.
  public var characterCoverage = 0.9999
  /// Texts that are always one piece wherever they stand, beside the line feed: the fixed words of a prompt, say.
  public var wholePieces: [String] = []

  /// A training of so many pieces.
  ///
  /// - Parameter vocabularySize: One of `vocabularySizes`.
  public init(vocabularySize: Int) {
    precondition(Self.vocabularySizes.contains(vocabularySize))
    self.vocabularySize = vocabularySize
  }

  /// Trains.
  ///
  /// - Parameter texts: Texts of any length, in a fixed order; equal texts in equal order give equal bytes.
  /// - Returns: The bytes of `tokenizer.model`, which load.
  /// - Throws: `TokenizerTrainingError`.
  public func train(_ texts: [String]) throws(TokenizerTrainingError) -> [UInt8] {
    let sentences = TrainingSentences(texts)
    guard !sentences.isEmpty else { throw .noText }
    var model: UnsafeMutablePointer<UInt8>?
    var length = 0
    let status = (["\n"] + wholePieces).map(Self.quoted).joined(separator: ",").withCString {
      wholePieces in
      var settings = csp_training(
        piece_count: Int32(clamping: vocabularySize), character_coverage: characterCoverage,
        whole_pieces: wholePieces)
      defer { withExtendedLifetime(sentences) {} }
      return csp_train(
        &settings,
        { context, text, length in
          guard let context, let text, let length else { return 0 }
          let sentences = Unmanaged<TrainingSentences>.fromOpaque(context).takeUnretainedValue()
          guard let sentence = sentences.next() else { return 0 }
          text.pointee = sentence.baseAddress
          length.pointee = sentence.count
          return 1
        }, Unmanaged.passUnretained(sentences).toOpaque(), &model, &length)
    }
    defer { csp_model_free(model) }
    guard status == CSP_OK else {
      throw .refusedByLibrary(reason: String(cString: csp_last_error()))
    }
    return Array(UnsafeBufferPointer(start: model, count: length))
  }

  /// A piece as the library's list of comma-separated values has it, its spaces as the library writes them.
  private static func quoted(_ piece: String) -> String {
    let escaped = String(
      piece.flatMap { character -> [Character] in
        switch character {
        case " ": ["\u{2581}"]
        case "\"": ["\"", "\""]
        default: [character]
        }
      })
    return "\"" + escaped + "\""
  }
}

/// The lines of texts, handed to the library one by one without copies of its own.
private final class TrainingSentences {
  private var bytes: [CChar] = []
  private var ends: [Int] = []
  private let storage: UnsafeMutableBufferPointer<CChar>
  private var position = 0

  init(_ texts: [String]) {
    for text in texts {
      // What stands between line feeds is a sentence: no piece may reach over one.
      for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        bytes.append(contentsOf: line.lazy.map { CChar(bitPattern: $0) })
        ends.append(bytes.count)
      }
    }
    storage = .allocate(capacity: bytes.count)
    _ = storage.initialize(from: bytes)
    bytes = []
  }

  deinit { storage.deallocate() }

  var isEmpty: Bool { ends.isEmpty }

  func next() -> UnsafeBufferPointer<CChar>? {
    guard position < ends.count else { return nil }
    let start = position == 0 ? 0 : ends[position - 1]
    defer { position += 1 }
    return UnsafeBufferPointer(rebasing: storage[start..<ends[position]])
  }
}
