import Alignment
import Generation
import TerminalUI

extension State {
  /// Whether there is a text whose tokens can be looked at.
  var canScore: Bool {
    guard case .ready = engine else { return false }
    return !edit.isUnderWay && !edit.raw.isEmpty && canAlign
  }

  mutating func handle(_ report: LensReport) -> [Effect] {
    switch report {
    case .prefetched(let key, let edit): keepPrefetched(edit, for: key)
    case .scored(let id, let objective, let score) where id == lens.attribution?.id:
      if let objective {
        lens.attribution?.take(score, without: objective)
      } else {
        lens.attribution?.take(score)
        if let offset = lens.clickedOffset {
          lens.attribution?.moveCursor(to: offset)
          lens.clickedOffset = nil
        }
      }
    case .notScored(let id, let reason) where id == lens.attribution?.id:
      lens.attribution?.fail(reason)
    case .secondModelLoaded(let description): return meetSecondModel(description)
    case .secondModelFailed(let reason): missSecondModel(reason)
    // Of an edit that has been replaced.
    case .scored, .notScored: break
    }
    return []
  }

  /// Opens the view of the edit's tokens.
  ///
  /// - Parameters:
  ///   - detail: What to tell of them.
  ///   - offset: The character whose token to begin with; nil stays where the cursor was.
  /// - Returns: What has to be found out for it.
  mutating func showTokens(_ detail: Attribution.Detail, at offset: Int? = nil) -> [Effect] {
    guard canScore else { return [] }
    var effects: [Effect] = []
    let isKnown = lens.attribution.map { $0.leavesOut || detail == .alternatives } ?? false
    if !isKnown {
      var attribution = Attribution(
        id: lens.nextID(), objectives: board.enabled, leavesOut: detail == .objectives,
        detail: detail)
      if let old = lens.attribution { attribution.current = old.current }
      effects.append(
        .lens(
          .attribute(
            id: attribution.id, generation, text: edit.raw, leavingOut: attribution.leavesOut)))
      lens.clickedOffset = offset
      lens.attribution = attribution
    } else {
      lens.attribution?.detail = detail
      if let offset { lens.attribution?.moveCursor(to: offset) }
    }
    if overlays.last != .tokens { overlays.append(.tokens) }
    return effects
  }

  /// Forgets what was found out about an edit that is being replaced.
  mutating func dropAttribution() -> [Effect] {
    overlays.removeAll { $0 == .tokens }
    guard lens.attribution != nil else { return [] }
    lens.attribution = nil
    return [.lens(.cancelAttribution)]
  }

  mutating func moveToken(by steps: Int) {
    guard let attribution = lens.attribution, !attribution.tokens.isEmpty else { return }
    let last = attribution.tokens.count - 1
    var index = attribution.current
    // Parts of a character have no place of their own.
    repeat {
      index += steps.signum()
    } while attribution.tokens.indices.contains(index)
      && attribution.tokens[index].range.isEmpty
    lens.attribution?.current = min(max(0, index), last)
  }

  mutating func moveToken(byRows rows: Int) {
    guard let attribution = lens.attribution, !attribution.tokens.isEmpty else { return }
    let text = TokensView.text(in: self)
    let place = text.position(of: attribution.tokens[attribution.current].range.lowerBound)
    let offset = text.offset(
      at: Position(column: place.column, row: min(max(0, place.row + rows), text.lines.count - 1)))
    lens.attribution?.current = attribution.token(at: offset)
  }

  mutating func pressToken(at position: Position) {
    guard let offset = TokensView.offset(at: position, in: self) else { return }
    lens.attribution?.moveCursor(to: offset)
  }

  /// Remembers where the button went down on the edit.
  mutating func pressEdit(at position: Position) {
    lens.click = editOffset(at: position).map { TokenClick(offset: $0) }
  }

  /// The button went up: a click, unless it dragged a selection or a second press follows.
  mutating func noteClick() {
    guard lens.click != nil else { return }
    guard overlays.isEmpty, editing == nil, finding.selection == nil else {
      lens.click = nil
      return
    }
    lens.click?.due = now + Self.doubleClickTime
  }

  /// Shows the token that was clicked on, once it is clear that it was.
  mutating func passClick() -> [Effect] {
    guard let click = lens.click, let due = click.due, now >= due else { return [] }
    lens.click = nil
    guard overlays.isEmpty, editing == nil else { return [] }
    return showTokens(.alternatives, at: click.offset)
  }

  /// The character of the edit that is seen at a position; nil where there is none.
  func editOffset(at position: Position) -> Int? {
    guard diffView != .inline, let area = layout.edit.map(ScreenLayout.textArea),
      area.contains(position)
    else { return nil }
    let row = editPane.topRow + position.row - area.row
    guard editPane.layout.lines.indices.contains(row) else { return nil }
    let line = editPane.layout.lines[row]
    let offset = editPane.layout.offset(
      at: Position(column: position.column - area.column, row: row))
    return line.range.contains(offset) ? offset : nil
  }

  mutating func selectObjective(by steps: Int) {
    guard let attribution = lens.attribution, !attribution.objectives.isEmpty else { return }
    let count = attribution.objectives.count
    lens.attribution?.selected = (attribution.selected + steps + count) % count
  }
}
