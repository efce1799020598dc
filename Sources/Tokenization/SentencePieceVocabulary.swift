/// A model with the choices of `tokenizer_config.json` resolved to ids; shared by a tokenizer and its detokenizers.
final class SentencePieceVocabulary: Sendable {
  let model: SentencePieceModel
  let beginningOfSequence: Int?
  let endOfSequence: Int?
  private let piecesWithNUL: Set<Int>

  init(model: SentencePieceModel, beginningOfSequence: Int?, endOfSequence: Int?) {
    self.model = model
    self.beginningOfSequence = beginningOfSequence
    self.endOfSequence = endOfSequence
    piecesWithNUL = Set(model.piecesWithNUL)
  }

  /// Whether an id steers the model and is no text: a control piece, or what begins and ends a sequence here.
  func isSkipped(_ id: Int) -> Bool {
    model.pieces.kind(id) == .control || id == beginningOfSequence || id == endOfSequence
  }

  /// Whether text may become this id.
  ///
  /// Pieces with NUL occur in real models, by accident: they are kept, for the ids after them, but match nothing.
  func isText(_ id: Int) -> Bool { !isSkipped(id) && !piecesWithNUL.contains(id) }

  /// The ids for bytes as such, which no text is taken for: byte pieces where there is byte fallback, else unknown.
  func fallbackIDs(for bytes: some Sequence<UInt8>) -> [Int] {
    model.usesByteFallback ? bytes.map { model.bytePieces[Int($0)] } : [model.unknownID]
  }
}
