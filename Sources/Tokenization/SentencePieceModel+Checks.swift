extension SentencePieceModel {
  /// Byte fallback needs a piece for each byte, and byte pieces need byte fallback.
  mutating func checkBytePieces() throws(ModelDefect) {
    let ids = pieces.ids(of: .byte)
    guard usesByteFallback else {
      if let id = ids.first {
        throw ModelDefect(.bytePieceWithoutFallback(id: id), at: pieces.fileOffset(id))
      }
      return
    }
    var found = [Int?](repeating: nil, count: 256)
    for id in ids { found[Int(pieces.byte(id))] = id }
    for (byte, id) in zip(UInt8.min...UInt8.max, found) {
      guard let id else { throw ModelDefect(.missingBytePiece(byte: byte), at: 0) }
      bytePieces.append(id)
    }
  }

  /// What the library puts into its tries must fit them: keys end at NUL there, and results go into fixed arrays.
  func checkLookup() throws(ModelDefect) {
    let text = [PieceTable.Kind.normal, .userDefined, .unused]
    if algorithm == .unigram, text.allSatisfy({ pieces.ids(of: $0).isEmpty }) {
      throw ModelDefect(.noPieces, at: 0)
    }
    for id in piecesWithNUL {
      guard algorithm == .bytePair, pieces.kind(id) != .userDefined else {
        throw ModelDefect(.pieceHoldsNUL(id: id), at: pieces.fileOffset(id))
      }
    }
    let userDefined = pieces.ids(of: .userDefined)
      .map { (id: $0, bytes: pieces.bytes($0)) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    // In this order every piece follows its own prefixes, so the open ones form a stack.
    var open: [ArraySlice<UInt8>] = []
    for piece in userDefined {
      while let last = open.last, !piece.bytes.starts(with: last) { open.removeLast() }
      open.append(piece.bytes)
      if open.count > Self.maximumNestedUserDefinedPieces {
        let limit = Self.maximumNestedUserDefinedPieces
        throw ModelDefect(
          .nestedUserDefinedPieces(limit: limit), at: pieces.fileOffset(piece.id))
      }
    }
  }
}
