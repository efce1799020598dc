import TerminalUI

/// A stretch of a pane's text, from one character to another, both included.
struct Selection: Equatable {
  let pane: Focus
  /// Where it began.
  let anchor: Int
  /// Where it has come to; before or behind the anchor.
  var head: Int

  var range: Range<Int> { min(anchor, head)..<max(anchor, head) + 1 }
}

/// A character on which a button was pressed.
struct PressedPlace: Equatable {
  let pane: Focus
  let offset: Int
  let time: Duration
}
