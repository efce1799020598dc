/// What a `tokenizer.model` says, validated.
///
/// Source: `sentencepiece_model.proto` (field numbers and defaults) and the checks of SentencePiece 0.2.3, of which
/// the installed library may be older. Ours are stricter where the library would read outside its tables.
struct SentencePieceModel: Sendable {
  typealias Algorithm = PieceVocabulary.Algorithm

  /// No real vocabulary is near these.
  static let maximumPieceCount = 1 << 20
  static let maximumPieceLength = 4096
  /// The library collects user-defined pieces that begin at one place into an array of this length.
  static let maximumNestedUserDefinedPieces = 64

  /// The pieces, by id.
  var pieces: PieceTable
  var algorithm = Algorithm.unigram
  /// Whether a character outside the vocabulary becomes its bytes.
  var usesByteFallback = false
  var unknownID = 0
  /// The pieces that begin and end a sequence, where the vocabulary has them.
  var beginningPiece = "<s>"
  var endPiece = "</s>"
  /// What the unknown piece decodes to.
  var unknownSurface = " \u{2047} "
  /// Whether a space is put before the text, and taken away again.
  var addsDummyPrefix = true
  var removesExtraWhitespace = true
  /// The normaliser's table; empty where texts stay as they are.
  var characterMap: [UInt8] = []
  /// The ids of pieces that hold NUL.
  var piecesWithNUL: [Int] = []
  /// The id of the piece for each byte, where there is byte fallback.
  var bytePieces: [Int] = []
  /// What the library may see: the parts of the file that were validated, and no other.
  var validatedBytes: [UInt8] = []
}
