extension PieceVocabulary {
  /// The vocabulary as a serialized `ModelProto`, which libsentencepiece loads.
  ///
  /// Source: `sentencepiece_model.proto`, field numbers. The normaliser keeps every character unless there is a table.
  func serializedModel() -> [UInt8] {
    var model = MessageWriter()
    for piece in pieces {
      var message = MessageWriter()
      message.write(1, bytes: piece.text)
      message.write(2, float: piece.score)
      message.write(3, varint: UInt64(piece.kind.rawValue))
      model.write(1, bytes: message.bytes)
    }
    var trainer = MessageWriter()
    trainer.write(3, varint: algorithm.rawValue)
    trainer.write(4, varint: UInt64(pieces.count))
    trainer.write(35, varint: pieces.contains { $0.kind == .byte } ? 1 : 0)
    let unknown = pieces.firstIndex { $0.kind == .unknown }
    trainer.write(40, varint: UInt64(unknown ?? 0))
    model.write(2, bytes: trainer.bytes)
    var normalizer = MessageWriter()
    normalizer.write(1, bytes: Array((characterMap.isEmpty ? "identity" : "custom").utf8))
    normalizer.write(2, bytes: characterMap)
    normalizer.write(3, varint: addsSpacePrefix ? 1 : 0)
    normalizer.write(4, varint: removesExtraWhitespace ? 1 : 0)
    normalizer.write(5, varint: 1)
    model.write(3, bytes: normalizer.bytes)
    return model.bytes
  }

  /// What a loaded model carries over into other formats.
  init(_ vocabulary: SentencePieceVocabulary, addsBeginning: Bool, addsEnd: Bool) {
    let model = vocabulary.model
    self.init(
      pieces: (0..<model.pieces.count).compactMap { id in
        model.pieces.kind(id).map {
          Piece(text: Array(model.pieces.bytes(id)), score: model.pieces.score(id), kind: $0)
        }
      },
      algorithm: model.algorithm, beginningOfSequence: vocabulary.beginningOfSequence,
      endOfSequence: vocabulary.endOfSequence, addsBeginning: addsBeginning, addsEnd: addsEnd,
      addsSpacePrefix: model.addsDummyPrefix, removesExtraWhitespace: model.removesExtraWhitespace,
      characterMap: model.characterMap)
  }
}

/// Writes the fields of one protobuf message.
private struct MessageWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ field: UInt64, varint value: UInt64) {
    append(field << 3)
    append(value)
  }

  mutating func write(_ field: UInt64, float value: Float) {
    append(field << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func write(_ field: UInt64, bytes value: [UInt8]) {
    append(field << 3 | 2)
    append(UInt64(value.count))
    bytes += value
  }

  private mutating func append(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
