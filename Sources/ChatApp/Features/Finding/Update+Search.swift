import TerminalUI

extension State {
  /// Begins to look for a text, from what is seen on.
  mutating func beginSearch() {
    let pane = visiblePanes.contains(focus) ? focus : visiblePanes.last ?? .edit
    let shown = shownPane(pane)
    let top = shown.layout.lines[min(shown.topRow, shown.layout.lines.count - 1)].range.lowerBound
    finding.search = Search(origin: Search.Hit(pane: pane, range: top..<top))
  }

  /// Ends the typing; an empty search ends with it.
  mutating func keepFound() {
    guard let search = finding.search, !search.isEmpty else {
      finding.search = nil
      return
    }
    finding.search?.isTyping = false
    sayHit()
  }

  mutating func stepToHit(forward: Bool) {
    guard let search = finding.search, !search.hits.isEmpty else { return }
    let count = search.hits.count
    let next = search.current.map { $0 + (forward ? 1 : -1) } ?? search.firstFromOrigin ?? 0
    showHit((next + count) % count)
    if !search.isTyping { sayHit() }
  }

  private mutating func showHit(_ index: Int) {
    guard let hit = finding.search?.hits[index] else { return }
    finding.search?.current = index
    focus = hit.pane
    withPane(hit.pane) { $0.reveal(hit.range.lowerBound) }
  }

  private mutating func sayHit() {
    guard let search = finding.search else { return }
    say(SearchView.summary(of: search), search.hits.isEmpty ? .warning : .notice)
  }

  /// Looks again where the texts have changed; a new text to look for shows its first place.
  mutating func arrangeSearch() {
    guard var search = finding.search else { return }
    // Taken out, so that its texts are changed in place.
    finding.search = nil
    let panes = visiblePanes.map { ($0, shownPane($0).layout.text) }
    let isNew = search.update(panes)
    finding.search = search
    if isNew, let first = search.firstFromOrigin { showHit(first) }
  }
}
