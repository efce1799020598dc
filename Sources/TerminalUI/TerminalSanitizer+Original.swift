extension TerminalSanitizer {
  /// The part of a text that a part of its sanitised form stands for, to the byte.
  ///
  /// What is hidden belongs to the character before it, and at the text's start to the first one, so that parts that follow
  /// each other make up the whole text.
  ///
  /// - Parameters:
  ///   - shown: Code points of the sanitised form.
  ///   - text: The text as it was written.
  /// - Returns: The part.
  public static func original(of shown: Range<Int>, in text: String) -> String {
    guard !shown.isEmpty else { return "" }
    let scalars = text.unicodeScalars
    var sanitizer = TerminalSanitizer()
    var (start, end) = (scalars.startIndex, scalars.startIndex)
    var written = 0
    for index in scalars.indices {
      sanitizer.output = String.UnicodeScalarView()
      sanitizer.resolvedEnd = nil
      let isHeldBack = sanitizer.pending != .none
      let isLineEnd = sanitizer.pending == .carriageReturn && scalars[index] == "\n"
      sanitizer.take(scalars[index])
      // What was held back is shown before this one; a line end of two is one.
      let resolved = isHeldBack ? sanitizer.resolvedEnd : nil
      let before = written + (resolved.map { sanitizer.output[..<$0].count } ?? 0)
      if !isLineEnd {
        if before <= shown.lowerBound, shown.lowerBound > 0 { start = index }
        if before <= shown.upperBound { end = index }
      }
      written += sanitizer.output.count
    }
    sanitizer.output = String.UnicodeScalarView()
    written += sanitizer.finish().text.unicodeScalars.count
    if shown.upperBound >= written { end = scalars.endIndex }
    return start <= end ? String(scalars[start..<end]) : ""
  }
}
