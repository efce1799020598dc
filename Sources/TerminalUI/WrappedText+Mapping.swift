/// A part of a row, ready to be written.
public struct LineSlice: Sendable, Equatable {
  /// The first column, from the start of the row.
  public let column: Int
  /// Cells it takes.
  public let columns: Int
  /// The text, TABs as spaces.
  public let text: String
}

extension WrappedText {
  /// The row that holds a character; an offset beyond the end gives the last row.
  ///
  /// O(log n).
  ///
  /// An offset between two rows of a paragraph belongs to the lower one.
  public func row(containing offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The cell of a character: the column within the row, and the row from the top of the text.
  ///
  /// Hanging spaces share the last column; the end of a full row stands just behind it.
  public func position(of offset: Int) -> Position {
    let row = row(containing: offset)
    var column = 0
    var remaining = offset - lines[row].range.lowerBound
    for cluster in lines[row].text {
      if remaining <= 0 { break }
      column += columns(of: cluster, at: column)
      remaining -= 1
    }
    return Position(column: min(column, width), row: row)
  }

  /// The character at a cell, or the nearest one in the row; a row beyond the ends gives an end.
  public func offset(at position: Position) -> Int {
    if position.row < 0 { return 0 }
    guard position.row < lines.count else { return count }
    let line = lines[position.row]
    var column = 0
    var offset = line.range.lowerBound
    for cluster in line.text {
      let next = column + columns(of: cluster, at: column)
      if next > position.column { return offset }
      column = next
      offset += 1
    }
    // Behind the last character of a row that goes on is the start of the next.
    return line.endsParagraph || line.range.isEmpty ? offset : offset - 1
  }

  /// The part of a row that holds `characters`; nil where they lie in other rows.
  ///
  /// - Parameters:
  ///   - row: A row of the text.
  ///   - characters: Offsets into the whole text; nil takes the whole row.
  /// - Returns: Where to write what; spaces that hang over the width are cut off.
  public func slice(row: Int, characters: Range<Int>? = nil) -> LineSlice? {
    guard lines.indices.contains(row) else { return nil }
    let line = lines[row]
    let wanted = (characters ?? line.range).clamped(to: line.range)
    guard !wanted.isEmpty else { return nil }
    if TerminalSanitizer.isPrintableASCII(line.text) { return slice(of: line, wanted) }
    var column = 0
    var first: Int?
    var text = ""
    var offset = line.range.lowerBound
    for cluster in line.text {
      if offset >= wanted.upperBound { break }
      let columns = columns(of: cluster, at: column)
      if column + columns > width { break }
      if offset >= wanted.lowerBound {
        if first == nil { first = column }
        if cluster == "\t" {
          text += String(repeating: " ", count: columns)
        } else {
          text.append(cluster)
        }
      }
      column += columns
      offset += 1
    }
    guard let first else { return nil }
    return LineSlice(column: first, columns: column - first, text: text)
  }

  /// A part of a line in which every byte is a character and a column.
  private func slice(of line: WrappedLine, _ wanted: Range<Int>) -> LineSlice? {
    let start = wanted.lowerBound - line.range.lowerBound
    let end = min(wanted.upperBound - line.range.lowerBound, width)
    guard start < end else { return nil }
    let text = line.text.utf8.dropFirst(start).prefix(end - start)
    return LineSlice(column: start, columns: end - start, text: String(Substring(text)))
  }

  private func columns(of cluster: Character, at column: Int) -> Int {
    cluster == "\t" ? 8 - column % 8 : TextWidth.width(of: cluster, rules: widthRules)
  }
}
