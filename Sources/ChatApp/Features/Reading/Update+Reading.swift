import Alignment
import TerminalUI

extension State {
  // MARK: - Views

  /// Shows the differences in the next way, at the same place of the edit.
  mutating func nextDiffView() {
    let pane = diffView.isOneText ? inlinePane : editPane
    if !pane.isFollowing {
      let top =
        diffView.isOneText ? reading.inlinePlaces.second(at: pane.topOffset) : pane.topOffset
      // Not found anew each time: every view begins its rows elsewhere, and the text would creep.
      reading.keptPlace = reading.keptPlace ?? top
      reading.pendingPlace = reading.keptPlace
    }
    diffView = diffView.next
  }

  /// Brings the place that was seen before into a view that has just been laid out.
  mutating func settlePendingPlace() {
    guard let place = reading.pendingPlace else { return }
    reading.pendingPlace = nil
    if diffView.isOneText {
      inlinePane.align(reading.inlinePlaces.first(at: place), toRow: 0)
    } else {
      editPane.align(place, toRow: 0)
      alignPanes(to: .edit)
    }
  }

  // MARK: - Scrolling together

  /// Whether answer and edit are both seen and move together.
  var isScrollingLinked: Bool {
    reading.isLinked && diffView == .sideBySide && editing == nil && layout.answer != nil
      && layout.edit != nil && edit.shown.characterCount > 0 && !finding.hidden.isOn
  }

  /// The pane that a scroll moves first: the other of the two where this one is seen whole.
  func scrollLeader(for pane: Focus) -> Focus {
    guard isScrollingLinked else { return pane }
    switch pane {
    case .answer where answerPane.isWhole && !editPane.isWhole: return .edit
    case .edit where editPane.isWhole && !answerPane.isWhole: return .answer
    default: return pane
    }
  }

  /// Takes note of a scroll, and lets the other text show the words that stand beside those at the reader's place.
  mutating func leadFrom(_ leader: Focus) {
    if leader == .edit { reading.answerFollows = editPane.isFollowing }
    if leader == .answer { reading.answerFollows = false }
    reading.keptPlace = nil
    alignPanes(to: leader)
  }

  private mutating func alignPanes(to leader: Focus) {
    guard isScrollingLinked else { return }
    let places = comparison.correspondence(editLength: edit.shown.characterCount)
    switch leader {
    case .answer:
      let (row, offset) = answerPane.readingPlace
      editPane.align(places.second(at: offset), toRow: row)
    case .edit:
      let (row, offset) = editPane.readingPlace
      answerPane.align(places.first(at: offset), toRow: row)
    case .context, .gold: break
    }
  }

  /// Keeps the words of the answer in sight that the edit has come to.
  mutating func followGrowingEdit() {
    guard isScrollingLinked, reading.answerFollows, editPane.isFollowing, edit.phase == .streaming
    else { return }
    answerPane.keepInSight(comparison.reachedEnd)
  }

  /// Shows a change in both texts, in the same row where one of them has to move.
  mutating func reveal(_ change: WordDiff.Change) {
    let before = (answerPane.topRow, editPane.topRow)
    answerPane.reveal(change.answer.lowerBound)
    editPane.reveal(change.edit.lowerBound)
    reading.answerFollows = false
    reading.keptPlace = nil
    guard isScrollingLinked, before != (answerPane.topRow, editPane.topRow) else { return }
    let row = editPane.layout.row(containing: change.edit.lowerBound) - editPane.topRow
    answerPane.align(change.answer.lowerBound, toRow: row)
  }

  mutating func toggleLinkedScrolling() {
    reading.isLinked.toggle()
    say(
      reading.isLinked
        ? "Answer and edit scroll together, by the words they share."
        : "Answer and edit scroll on their own.")
    if reading.isLinked { alignPanes(to: .edit) }
  }

  // MARK: - The divider

  mutating func moveDivider(by thousandths: Int) {
    setShare(reading.share + thousandths)
  }

  private mutating func setShare(_ share: Int) {
    reading.share = min(max(share, Reading.shares.lowerBound), Reading.shares.upperBound)
  }

  /// Takes hold of the divider where it was pressed.
  mutating func grabDivider(at position: Position) -> Bool {
    guard let divider = layout.divider else { return false }
    let grip = layout.form == .wide ? divider.inset(columns: -1) : divider
    reading.isDragging = grip.contains(position)
    return reading.isDragging
  }

  mutating func dragDivider(to position: Position) {
    guard reading.isDragging, let body = layout.sharedBody else { return }
    let (place, room) =
      layout.form == .wide
      ? (position.column - body.column, body.columns - 1)
      : (position.row - body.row, body.rows)
    guard room > 0 else { return }
    // Rounded up, so that the divider comes to stand where the pointer is.
    setShare((max(0, place) * 1000 + room - 1) / room)
  }
}
