import Alignment
import Sessions
import TerminalUI

/// The tree of edits, to walk in.
struct HistoryList: Equatable {
  let tree: HistoryTree
  var selected: Int
  /// The edit that another one is compared with; nil where none is marked.
  var marked: Int?

  var selectedRow: HistoryTree.Row? {
    tree.rows.indices.contains(selected) ? tree.rows[selected] : nil
  }
}

/// Two texts of the tree, compared.
struct HistoryComparison: Equatable {
  let title: String
  let marked: MarkedPieces
  var pane: TextPane

  init(title: String, from: String, to: String, widthRules: WidthRules) {
    self.title = title
    marked = MarkedPieces(WordDiffPieces(answer: from, edit: to))
    pane = TextPane(isFollowing: false, widthRules: widthRules)
    pane.show(marked.text)
  }
}

/// What a key asks of the tree.
enum HistoryCommand: Equatable {
  case open, show, editAgain, mark, compare
}
