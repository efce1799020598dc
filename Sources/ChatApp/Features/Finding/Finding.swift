import Alignment
import TerminalUI

/// What helps a reader with the texts: a search, a view of what is hidden, a selection.
struct Finding: Equatable {
  var search: Search?
  var hidden: HiddenView
  var selection: Selection?
  /// Where a button is held, should the pointer be dragged from there.
  var press: PressedPlace?
  /// What the next notice of a copy adds.
  var copyNote = ""

  init(widthRules: WidthRules) {
    hidden = HiddenView(widthRules: widthRules)
  }
}

extension State {
  /// The pane as it is seen: with the marks of the inline view, or with hidden characters written out.
  func shownPane(_ pane: Focus) -> TextPane {
    if finding.hidden.isOn { return finding.hidden[pane].pane }
    return switch pane {
    case .context: contextPane
    case .answer: answerPane
    case .edit: diffView.isOneText && edit.shown.characterCount > 0 ? inlinePane : editPane
    case .gold: rows.goldPane
    }
  }

  /// Where a pane's text stands on the screen; nil where it is not shown as it is.
  func textArea(of pane: Focus) -> Rect? {
    switch pane {
    case .context: isContextExpanded ? layout.context.map(ScreenLayout.contextArea) : nil
    case .answer: layout.answer.map(ScreenLayout.textArea)
    case .edit: layout.edit.map(ScreenLayout.textArea)
    case .gold: layout.gold.map(ScreenLayout.textArea)
    }
  }

  /// Brings what follows from the texts up to date.
  mutating func arrangeFinding() {
    arrangeHidden()
    arrangeSearch()
    if let selection = finding.selection,
      selection.range.upperBound > shownPane(selection.pane).layout.count
    {
      finding.selection = nil
    }
  }

  /// Forgets places in a text that is no more.
  mutating func forgetPlaces(in pane: Focus) {
    if finding.selection?.pane == pane { finding.selection = nil }
    if finding.press?.pane == pane { finding.press = nil }
  }

  /// What lies over a pane's text: what a search found, then what is selected.
  func highlights(in pane: Focus) -> [[PaneView.Mark]] {
    var layers: [[PaneView.Mark]] = []
    if let search = finding.search {
      layers.append(
        search.hits.enumerated().filter { $1.pane == pane }.map { index, hit in
          PaneView.Mark(
            range: hit.range, role: .match, isChange: false, isCurrent: index == search.current)
        })
    }
    if let selection = finding.selection, selection.pane == pane {
      layers.append([
        PaneView.Mark(range: selection.range, role: .selection, isChange: false)
      ])
    }
    return layers
  }
}
