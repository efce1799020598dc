/// Decodes the ids of a SentencePiece model one by one.
///
/// Follows the library's `SentencePieceProcessor::Decode`, with control tokens taken out beforehand: `▁` is a space,
/// the space that was put before the text is taken away once, and byte pieces in a row are decoded together.
struct SentencePieceDetokenizer: IncrementalDetokenizer {
  /// `▁`, U+2581, which stands for a space in pieces.
  static let spaceSymbol: [UInt8] = [0xE2, 0x96, 0x81]

  private let vocabulary: SentencePieceVocabulary
  private var run = ByteRun()
  /// Whether a `▁` that begins the next piece is the space put before the text.
  private var isAtBeginning = true

  init(vocabulary: SentencePieceVocabulary) {
    self.vocabulary = vocabulary
  }

  mutating func append(_ id: Int) -> String {
    guard !vocabulary.isSkipped(id), let kind = vocabulary.model.pieces.kind(id) else { return "" }
    var output: [UInt8] = []
    if kind == .byte {
      run.append(vocabulary.model.pieces.byte(id), to: &output)
      if !output.isEmpty { isAtBeginning = false }
      return String(decoding: output, as: UTF8.self)
    }
    run.finish(into: &output)
    if !output.isEmpty { isAtBeginning = false }
    if kind == .unknown {
      output += vocabulary.model.unknownSurface.utf8
    } else {
      appendPiece(id, to: &output)
    }
    if !output.isEmpty { isAtBeginning = false }
    return String(decoding: output, as: UTF8.self)
  }

  mutating func finish() -> String {
    var output: [UInt8] = []
    run.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func appendPiece(_ id: Int, to output: inout [UInt8]) {
    let model = vocabulary.model
    var piece = model.pieces.bytes(id)
    if isAtBeginning, model.addsDummyPrefix || model.removesExtraWhitespace,
      piece.starts(with: Self.spaceSymbol)
    {
      piece = piece.dropFirst(Self.spaceSymbol.count)
      // Where runs of spaces are removed, every space at the beginning goes; else the one that was added.
      if !model.removesExtraWhitespace { isAtBeginning = false }
    }
    while !piece.isEmpty {
      if piece.starts(with: Self.spaceSymbol) {
        output.append(UInt8(ascii: " "))
        piece = piece.dropFirst(Self.spaceSymbol.count)
      } else {
        output.append(piece[piece.startIndex])
        piece = piece.dropFirst()
      }
    }
  }
}
