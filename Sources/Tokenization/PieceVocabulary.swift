/// A SentencePiece vocabulary outside of its own file: what other formats carry of it.
public struct PieceVocabulary: Sendable, Equatable {
  /// What a piece is (`ModelProto.SentencePiece.Type`).
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Ordinary text.
    case normal = 1
    /// What stands for anything that is not in the vocabulary.
    case unknown
    /// A token that steers the model and is no text.
    case control
    /// Text that is never split.
    case userDefined
    /// A piece that no text becomes.
    case unused
    /// One byte, where there is no piece for a character.
    case byte
  }

  /// How text becomes pieces (`TrainerSpec.ModelType`).
  public enum Algorithm: UInt64, Sendable {
    /// The most probable segmentation.
    case unigram = 1
    /// Pairs merged, the best score first.
    case bytePair = 2
  }

  /// One entry of the vocabulary.
  public struct Piece: Sendable, Equatable {
    /// Its text, as UTF-8, with `▁` for a space.
    public var text: [UInt8]
    /// How much it is preferred to others.
    public var score: Float
    /// What it is.
    public var kind: Kind

    /// A piece.
    public init(text: [UInt8], score: Float, kind: Kind) {
      self.text = text
      self.score = score
      self.kind = kind
    }
  }

  /// The pieces, by id.
  public var pieces: [Piece]
  /// How text becomes pieces.
  public var algorithm: Algorithm
  /// The id that begins a sequence, nil for none.
  public var beginningOfSequence: Int?
  /// The id that ends a sequence, nil for none.
  public var endOfSequence: Int?
  /// Whether a prompt begins with the id that begins a sequence.
  public var addsBeginning: Bool
  /// Whether a prompt ends with the id that ends a sequence.
  public var addsEnd: Bool
  /// Whether a space is put before the text, and taken away again.
  public var addsSpacePrefix: Bool
  /// Whether runs of spaces become one.
  public var removesExtraWhitespace: Bool
  /// The normaliser's table (`NormalizerSpec.precompiled_charsmap`); empty where texts stay as they are.
  public var characterMap: [UInt8]

  /// A vocabulary; nothing is checked before a tokenizer is made of it.
  public init(
    pieces: [Piece], algorithm: Algorithm, beginningOfSequence: Int?, endOfSequence: Int?,
    addsBeginning: Bool = true, addsEnd: Bool = false, addsSpacePrefix: Bool = true,
    removesExtraWhitespace: Bool = false, characterMap: [UInt8] = []
  ) {
    self.pieces = pieces
    self.algorithm = algorithm
    self.beginningOfSequence = beginningOfSequence
    self.endOfSequence = endOfSequence
    self.addsBeginning = addsBeginning
    self.addsEnd = addsEnd
    self.addsSpacePrefix = addsSpacePrefix
    self.removesExtraWhitespace = removesExtraWhitespace
    self.characterMap = characterMap
  }
}

extension PieceVocabulary {
  /// Ids that a tokenizer may have beyond its pieces.
  private static let addedLimit = 1 << 16

  /// Stands for row `id` of the embeddings that no token belongs to.
  public static func padding(_ id: Int) -> Piece {
    Piece(text: Array("[PAD\(id)]".utf8), score: -10_000, kind: .unused)
  }

  /// Appends tokens with ids beyond the pieces; ids between them are padded, and a text that is there already is too.
  mutating func append(_ tokens: [(content: String, id: Int)]) {
    var known = Set(pieces.map(\.text))
    let limit = pieces.count + Self.addedLimit
    for token in tokens.sorted(by: { $0.id < $1.id })
    where token.id >= pieces.count && token.id < limit {
      while pieces.count < token.id { pieces.append(Self.padding(pieces.count)) }
      let text = Array(token.content.utf8)
      let isNew = !text.isEmpty && known.insert(text).inserted
      pieces.append(
        isNew ? Piece(text: text, score: 0, kind: .control) : Self.padding(token.id))
    }
  }
}
