/// The pieces of a vocabulary, by id.
struct PieceTable: Sendable {
  typealias Kind = PieceVocabulary.Kind

  private struct Entry {
    let start: Int
    let end: Int
    let kind: Kind
    let byte: UInt8
    let score: Float
  }

  private let storage: [UInt8]
  private var entries: [Entry] = []

  /// Makes a table whose pieces are parts of `storage`.
  init(storage: [UInt8]) { self.storage = storage }

  var count: Int { entries.count }

  /// Adds the piece with the next id.
  ///
  /// `byte` is what a piece of kind `.byte` stands for.
  mutating func append(_ extent: Range<Int>, kind: Kind, byte: UInt8 = 0, score: Float = 0) {
    entries.append(
      Entry(
        start: extent.lowerBound, end: extent.upperBound, kind: kind, byte: byte, score: score))
  }

  /// The kind of a piece, or nil for an id outside the vocabulary.
  func kind(_ id: Int) -> Kind? { entries.indices.contains(id) ? entries[id].kind : nil }

  /// How much a piece is preferred to others.
  func score(_ id: Int) -> Float { entries[id].score }

  /// What a byte piece stands for.
  func byte(_ id: Int) -> UInt8 { entries[id].byte }

  /// The bytes of a piece.
  func bytes(_ id: Int) -> ArraySlice<UInt8> { storage[entries[id].start..<entries[id].end] }

  /// Where a piece begins in the file, for errors.
  func fileOffset(_ id: Int) -> Int { entries[id].start }

  /// The id of the piece with these bytes; O(V).
  func id(of piece: String) -> Int? {
    let wanted = Array(piece.utf8)
    return entries.indices.first { bytes($0).elementsEqual(wanted) }
  }

  /// The ids of one kind, in order; O(V).
  func ids(of kind: Kind) -> [Int] { entries.indices.filter { entries[$0].kind == kind } }
}
