/// What is wrong with a SentencePiece model, and where.
public struct ModelDefect: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// The file has no bytes.
    case empty
    /// The file is text: a page of HTML, or the pointer that stands for a file that was not downloaded.
    case textInsteadOfModel(beginning: String)

    // The encoding.

    /// The file ends within a field.
    case truncated
    /// A number has more than ten bytes, or does not fit.
    case numberTooLong
    /// A field has number 0 or one beyond the format's limit.
    case fieldNumberOutOfRange(UInt64)
    /// A wire type that no writer of these files uses: groups, or an undefined one.
    case unsupportedWireType(Int)
    /// A field is longer than what is left.
    case lengthBeyondEnd(length: UInt64, remaining: Int)
    /// A known field is encoded as another type than its own.
    case wrongWireType(field: String, found: Int)

    // The vocabulary.

    /// No pieces at all, or none that text is made of where the lookup cannot be empty.
    case noPieces
    /// More pieces than any real model has.
    case tooManyPieces(limit: Int)
    /// A piece without characters.
    case emptyPiece(id: Int)
    /// A piece longer than any real one.
    case pieceTooLong(id: Int, byteCount: Int, limit: Int)
    /// A piece that is not UTF-8.
    case pieceNotUTF8(id: Int)
    /// A piece that holds NUL, in a model whose lookup ends at NUL.
    case pieceHoldsNUL(id: Int)
    /// A piece that stands there twice.
    case duplicatePiece(id: Int)
    /// A piece of an undefined type.
    case unknownPieceType(id: Int, type: UInt64)
    /// A score that is not a finite number.
    case scoreNotFinite(id: Int)
    /// No piece for what is not in the vocabulary.
    case noUnknownPiece
    /// A second piece for what is not in the vocabulary.
    case secondUnknownPiece(id: Int)
    /// The model says that another id is the unknown piece than is.
    case unknownPieceElsewhere(stated: Int, found: Int)
    /// A byte piece that is not `<0x00>` … `<0xFF>`.
    case malformedBytePiece(id: Int)
    /// A byte piece in a model without byte fallback.
    case bytePieceWithoutFallback(id: Int)
    /// Byte fallback without a piece for this byte.
    case missingBytePiece(byte: UInt8)
    /// Too many user-defined pieces that begin one another.
    case nestedUserDefinedPieces(limit: Int)

    // The algorithm and the normalisation.

    /// Neither unigram nor byte-pair encoding.
    case unsupportedAlgorithm(UInt64)
    /// A surface for the unknown piece that is not UTF-8.
    case unknownSurfaceNotUTF8
    /// Decoding would rewrite the text, which cannot be done while it streams.
    case unsupportedDenormalizer
    /// The table of the normalisation is not what the format says.
    case malformedCharacterMap(CharacterMapDefect)
  }

  /// What is wrong.
  public let kind: Kind
  /// Where in the file, in bytes from its beginning.
  public let byteOffset: Int

  init(_ kind: Kind, at byteOffset: Int) {
    self.kind = kind
    self.byteOffset = byteOffset
  }
}

/// What is wrong with the table that normalises characters: a double array of prefixes, then the replacements.
public enum CharacterMapDefect: Error, Sendable, Equatable {
  /// Too short to hold the length of the array.
  case tooShort(byteCount: Int)
  /// The array's length is 0, not a multiple of 1024, or beyond the table.
  case arrayLength(Int, available: Int)
  /// The replacements do not end with NUL.
  case replacementsUnterminated
  /// The replacements are not UTF-8.
  case replacementsNotUTF8
  /// The root is a leaf or has a label.
  case malformedRoot
  /// A unit leads outside the array.
  case unitOutOfRange(unit: Int)
  /// A unit leads back to itself.
  case circle(unit: Int)
  /// A leaf names no replacement, or the middle of a character.
  case replacementOutOfRange(unit: Int)
  /// A replacement is longer than any real one.
  case replacementTooLong(unit: Int, limit: Int)
  /// More prefixes of one text have replacements than the library has room for.
  case tooManyPrefixes(limit: Int)
}
