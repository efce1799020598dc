import Alignment
import TerminalUI

/// Both sides of every change in one text, for the terminal, and where each change stands in it.
struct MarkedPieces: Equatable {
  /// Both sides of a change in the text.
  struct Change: Equatable {
    /// The mark before it, a character.
    let mark: Range<Int>
    /// `[-…-]`; empty where nothing was removed.
    let removed: Range<Int>
    /// `{+…+}`; empty where nothing was added.
    let added: Range<Int>

    var whole: Range<Int> { mark.lowerBound..<added.upperBound }
  }

  private(set) var text = ""
  private(set) var changes: [Change] = []
  private var count = 0

  /// - Parameters:
  ///   - pieces: What is the same and what differs.
  ///   - marks: A character a change, before it; none where it is empty.
  init(_ pieces: WordDiffPieces, marks: [String] = []) {
    for piece in pieces.pieces {
      switch piece {
      case .kept(let kept): add(kept)
      case .changed(let answer, let edit): addChange(answer, edit, marks)
      }
    }
  }

  private mutating func addChange(_ answer: String, _ edit: String, _ marks: [String]) {
    let removed = Self.words(of: answer)
    let added = Self.words(of: edit)
    // The white space of the side that has words stands around the marks.
    let outer = added.isEmpty ? answer : edit
    add(outer.prefix(while: \.isWhitespace))
    let mark = add(marks.indices.contains(changes.count) ? marks[changes.count] : "")
    let left = add(removed.isEmpty ? "" : "[-\(removed)-]")
    let right = add(added.isEmpty ? "" : "{+\(added)+}")
    changes.append(Change(mark: mark, removed: left, added: right))
    if outer.contains(where: { !$0.isWhitespace }) {
      add(String(String(outer.reversed()).prefix(while: \.isWhitespace).reversed()))
    }
  }

  /// - Returns: Where it stands.
  @discardableResult
  private mutating func add(_ more: some StringProtocol) -> Range<Int> {
    let shown = TerminalSanitizer.sanitize(String(more)).text
    text += shown
    defer { count += shown.count }
    return count..<count + shown.count
  }

  private static func words(of side: String) -> String {
    let start = side.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
