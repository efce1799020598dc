extension TextEditor {
  /// Moves one character back.
  public mutating func moveLeft() { moveCursor(to: cursor - 1) }

  /// Moves one character on.
  public mutating func moveRight() { moveCursor(to: cursor + 1) }

  /// Moves back to the start of a word.
  public mutating func moveWordLeft() { moveCursor(to: wordStart(before: cursor)) }

  /// Moves on to the end of a word.
  public mutating func moveWordRight() { moveCursor(to: wordEnd(after: cursor)) }

  /// Moves to the start of the line, as line ends make it.
  public mutating func moveToLineStart() { moveCursor(to: lineStart(of: cursor)) }

  /// Moves to the end of the line, as line ends make it.
  public mutating func moveToLineEnd() { moveCursor(to: lineEnd(of: cursor)) }

  /// Moves to the start of the text.
  public mutating func moveToStart() { moveCursor(to: 0) }

  /// Moves to the end of the text.
  public mutating func moveToEnd() { moveCursor(to: count) }

  /// Moves up by rows of the text wrapped at a width, aiming at the column the first such move left.
  ///
  /// From the first row it goes to the start of the text.
  public mutating func moveUp(width: Int, rows: Int = 1) { moveRows(-max(0, rows), width: width) }

  /// Moves down by rows of the text wrapped at a width; from the last row to the end of the text.
  public mutating func moveDown(width: Int, rows: Int = 1) { moveRows(max(0, rows), width: width) }

  /// The text wrapped at a width; kept until the text changes, so that a view may ask often.
  ///
  /// - Parameter width: Cells in a row.
  /// - Returns: The wrapping.
  public mutating func layout(width: Int) -> WrappedText {
    let layout = wrapped(width: width)
    cachedLayout = layout
    return layout
  }

  /// The text wrapped at a width, without keeping it; cheap where `layout` was called before.
  public func wrapped(width: Int) -> WrappedText {
    if let cachedLayout, cachedLayout.width == max(1, width) { return cachedLayout }
    return WrappedText(text, width: width)
  }

  private mutating func moveRows(_ rows: Int, width: Int) {
    let layout = layout(width: width)
    let place = layout.position(of: cursor)
    let column = desiredColumn ?? place.column
    let row = place.row + rows
    if row < 0 {
      self.place(cursor: 0)
    } else if row >= layout.lines.count {
      self.place(cursor: count)
    } else {
      self.place(cursor: layout.offset(at: Position(column: column, row: row)))
    }
    desiredColumn = column
    history.closeGroup()
  }

  func lineStart(of position: Int) -> Int {
    var index = position
    while index > 0, characters[index - 1] != "\n" { index -= 1 }
    return index
  }

  func lineEnd(of position: Int) -> Int {
    var index = position
    while index < count, characters[index] != "\n" { index += 1 }
    return index
  }

  func wordStart(before position: Int) -> Int {
    var index = position
    while index > 0, !Self.isWord(characters[index - 1]) { index -= 1 }
    while index > 0, Self.isWord(characters[index - 1]) { index -= 1 }
    return index
  }

  func wordEnd(after position: Int) -> Int {
    var index = position
    while index < count, !Self.isWord(characters[index]) { index += 1 }
    while index < count, Self.isWord(characters[index]) { index += 1 }
    return index
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "'"
  }
}
