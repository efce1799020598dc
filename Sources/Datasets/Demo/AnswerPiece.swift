/// A sentence of an answer, and what stands between it and the next.
struct AnswerPiece {
  var sentence: String
  var separator: String

  /// An answer's sentences; what comes before the first is left out.
  static func pieces(of answer: String) -> [AnswerPiece] {
    let bytes = Array(answer.utf8)
    let ranges = Sentences.ranges(in: bytes)
    return ranges.indices.map { index in
      let end = index + 1 < ranges.count ? ranges[index + 1].lowerBound : ranges[index].upperBound
      return AnswerPiece(
        sentence: String(decoding: bytes[ranges[index]], as: UTF8.self),
        separator: String(decoding: bytes[ranges[index].upperBound..<end], as: UTF8.self))
    }
  }
}

extension [AnswerPiece] {
  /// The answer that they make.
  var text: String {
    var text = ""
    for (index, piece) in enumerated() {
      text += piece.sentence
      if index + 1 < count { text += piece.separator.isEmpty ? " " : piece.separator }
    }
    return text
  }
}
