import TerminalUI

/// The texts with their hidden characters written out.
struct HiddenView: Equatable {
  /// A pane, and where in its text characters are written out.
  struct Revealed: Equatable {
    var pane: TextPane
    var marks: [Range<Int>] = []
    fileprivate var raw = ""

    /// The part of the text as written that a part of the text as shown stands for.
    func original(of shown: Range<Int>) -> String {
      let text = pane.layout.text
      var offset = 0
      var marks = marks[...]
      var original = String.UnicodeScalarView()
      var rest = raw.unicodeScalars[...]
      var index = text.startIndex
      while index < text.endIndex {
        // Written out, one code point is several characters.
        let isMark = marks.first?.lowerBound == offset
        let length = isMark ? marks.removeFirst().count : 1
        let end = text.index(index, offsetBy: length)
        let count = isMark ? 1 : text[index..<end].unicodeScalars.count
        if offset < shown.upperBound, offset + length > shown.lowerBound {
          original.append(contentsOf: rest.prefix(count))
        }
        rest = rest.dropFirst(count)
        (index, offset) = (end, offset + length)
      }
      return String(original)
    }
  }

  private(set) var isOn = false
  private var context: Revealed
  private var answer: Revealed
  private var edit: Revealed
  private var gold: Revealed

  init(widthRules: WidthRules) {
    context = Revealed(pane: TextPane(isFollowing: false, widthRules: widthRules))
    answer = Revealed(pane: TextPane(isFollowing: false, widthRules: widthRules))
    edit = Revealed(pane: TextPane(isFollowing: true, widthRules: widthRules))
    gold = Revealed(pane: TextPane(isFollowing: false, widthRules: widthRules))
  }

  subscript(pane: Focus) -> Revealed {
    get {
      switch pane {
      case .context: context
      case .answer: answer
      case .edit: edit
      case .gold: gold
      }
    }
    set {
      switch pane {
      case .context: context = newValue
      case .answer: answer = newValue
      case .edit: edit = newValue
      case .gold: gold = newValue
      }
    }
  }

  mutating func toggle() { isOn.toggle() }

  /// Takes the text as it is now.
  mutating func show(_ raw: String, in pane: Focus, area: Rect) {
    if !raw.utf8.elementsEqual(self[pane].raw.utf8) {
      let revealed = HiddenCharacters.reveal(raw)
      self[pane].raw = raw
      self[pane].marks = revealed.marks
      self[pane].pane.update(revealed.text)
    }
    self[pane].pane.resize(columns: area.columns, rows: area.rows)
  }
}

extension State {
  /// Writes hidden characters out, or hides them again.
  mutating func toggleHidden() {
    finding.hidden.toggle()
    finding.selection = nil
    say(
      finding.hidden.isOn
        ? "What is hidden in the texts is written out as \\u{…}; V hides it again."
        : "The texts are shown as they read.")
  }

  mutating func arrangeHidden() {
    guard finding.hidden.isOn else { return }
    for pane in Focus.allCases {
      guard let area = textArea(of: pane) else { continue }
      let raw =
        switch pane {
        case .context: context.raw
        case .answer: answer.raw
        case .edit: edit.raw
        case .gold: rows.gold?.raw ?? ""
        }
      finding.hidden.show(raw, in: pane, area: area)
    }
  }
}
