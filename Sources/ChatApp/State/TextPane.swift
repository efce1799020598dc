import TerminalUI

/// A wrapped text and which part of it is seen.
///
/// What is at the top is remembered as a text offset too, so that a new width keeps the place.
struct TextPane: Equatable {
  private(set) var layout: WrappedText
  /// The text that this one is growing over, from the row on that this one has not reached.
  private(set) var older: WrappedText?
  /// Rows that fit.
  private(set) var height = 1
  /// The first row seen.
  private(set) var topRow = 0
  /// Whether the end is kept in sight while the text grows.
  private(set) var isFollowing: Bool
  /// The character at the top.
  private(set) var topOffset = 0

  init(isFollowing: Bool, widthRules: WidthRules) {
    layout = WrappedText(width: 80, widthRules: widthRules)
    self.isFollowing = isFollowing
  }

  var rowCount: Int { max(layout.lines.count, older?.lines.count ?? 0) }

  private var lastTopRow: Int { max(0, rowCount - height) }

  var isAtEnd: Bool { topRow >= lastTopRow }

  /// Whether all of the text is seen.
  var isWhole: Bool { lastTopRow == 0 }

  /// What the reader is at: a row of the pane, the further down the further the text is scrolled, and the character that
  /// stands there.
  ///
  /// So two texts of different lengths that are lined up there begin and end together.
  var readingPlace: (row: Int, offset: Int) {
    let row = lastTopRow == 0 ? 0 : topRow * (height - 1) / lastTopRow
    let textRow = topRow + row
    guard textRow < layout.lines.count - 1 || textRow == 0 else { return (row, layout.count) }
    return (row, layout.lines[textRow].range.lowerBound)
  }

  /// Gives the pane its place on the screen.
  mutating func resize(columns: Int, rows: Int) {
    height = max(1, rows)
    if max(1, columns) != layout.width {
      layout.update(layout.text, width: columns)
      older = older.map { WrappedText($0.text, width: columns, widthRules: $0.widthRules) }
      topRow = row(at: topOffset)
    }
    settle()
  }

  /// Shows another text, from its top.
  mutating func show(_ text: String) {
    layout.update(text, width: layout.width)
    older = nil
    (topRow, topOffset) = (0, 0)
    settle()
  }

  /// Shows a text that grew, or another whose place is the same.
  mutating func update(_ text: String) {
    layout.update(text, width: layout.width)
    settle()
  }

  mutating func append(_ more: String) {
    layout.append(more)
    settle()
  }

  /// Begins a new text over the one that is there.
  mutating func growOver() {
    // A text that hardly began does not cover what it was growing over.
    if layout.count > 0, layout.lines.count >= older?.lines.count ?? 0 { older = layout }
    layout.update("", width: layout.width)
  }

  /// Forgets what is left of the older text.
  mutating func dropOlder() {
    older = nil
    settle()
  }

  /// Moves the view; down to the end switches following on, up switches it off.
  mutating func scroll(by rows: Int) {
    place(topRow + rows)
    if rows < 0 { isFollowing = false }
    if isAtEnd, rows > 0 { isFollowing = true }
  }

  mutating func scrollToTop() {
    place(0)
    isFollowing = isAtEnd && isFollowing
  }

  mutating func scrollToEnd() {
    place(lastTopRow)
    isFollowing = true
  }

  /// Moves the view only as far as it takes to see a character, a third of the pane from the top.
  mutating func reveal(_ offset: Int) {
    let row = layout.row(containing: offset)
    guard row < topRow || row >= topRow + height else { return }
    place(row - height / 3)
    isFollowing = isAtEnd && isFollowing
  }

  /// Shows a character in a row of the pane, as far as the text's ends allow.
  mutating func align(_ offset: Int, toRow row: Int) {
    place(layout.row(containing: offset) - row)
    isFollowing = isAtEnd && isFollowing
  }

  /// Moves the view only as far as it takes to see a character.
  mutating func keepInSight(_ offset: Int) {
    let row = layout.row(containing: offset)
    if row < topRow { place(row) } else if row >= topRow + height { place(row - height + 1) }
  }

  private mutating func place(_ row: Int) {
    topRow = min(max(0, row), lastTopRow)
    let shown = topRow < layout.lines.count ? layout : older ?? layout
    topOffset = shown.lines[min(topRow, shown.lines.count - 1)].range.lowerBound
  }

  private func row(at offset: Int) -> Int {
    if let older, offset > layout.count { return older.row(containing: offset) }
    return layout.row(containing: offset)
  }

  private mutating func settle() {
    if isFollowing {
      // The growing end of the text is followed, not that of what it covers.
      if layout.count > 0 || older == nil { place(max(0, layout.lines.count - height)) }
    } else {
      topRow = min(topRow, lastTopRow)
    }
  }
}
