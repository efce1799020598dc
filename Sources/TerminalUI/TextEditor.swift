/// A text being edited, with its insertion point and its history: a value.
///
/// Positions count `Character`s. Line ends are LF; others become LF when they are inserted.
public struct TextEditor: Sendable {
  /// The characters.
  ///
  /// An array, so that any position is reached in constant time.
  var characters: [Character]
  /// The insertion point, 0 … `count`.
  public private(set) var cursor: Int
  /// The column that moving up and down aims at; nil after any other move.
  var desiredColumn: Int?
  var history = EditHistory()
  /// The wrapping for the last width asked for, until the text changes.
  var cachedLayout: WrappedText?

  /// Creates an editor with the insertion point at the end.
  public init(_ text: String = "") {
    characters = Array(Self.normalized(text))
    cursor = characters.count
  }

  /// The text.
  ///
  /// O(n).
  public var text: String { String(characters) }

  /// The number of characters.
  public var count: Int { characters.count }

  /// Whether there is no text.
  public var isEmpty: Bool { characters.isEmpty }

  /// Replaces everything, as one step that can be undone, and puts the insertion point at the end.
  public mutating func setText(_ text: String) {
    replace(0..<count, with: text, kind: .other)
  }

  /// Inserts what was typed; a word typed in one go is one step of the history.
  public mutating func insert(_ text: String) {
    replace(cursor..<cursor, with: text, kind: text.contains("\n") ? .other : .typing)
  }

  /// Inserts what was pasted, as one step.
  public mutating func paste(_ text: String) {
    replace(cursor..<cursor, with: text, kind: .other)
  }

  /// Deletes the character before the insertion point.
  public mutating func deleteBackward() {
    if cursor > 0 { replace(cursor - 1..<cursor, with: "", kind: .deleting) }
  }

  /// Deletes the character behind the insertion point.
  public mutating func deleteForward() {
    if cursor < count { replace(cursor..<cursor + 1, with: "", kind: .deleting) }
  }

  /// Deletes back to the start of a word.
  public mutating func deleteWordBackward() {
    let start = wordStart(before: cursor)
    if start < cursor { replace(start..<cursor, with: "", kind: .other) }
  }

  /// Deletes to the end of a word.
  public mutating func deleteWordForward() {
    let end = wordEnd(after: cursor)
    if end > cursor { replace(cursor..<end, with: "", kind: .other) }
  }

  /// Deletes back to the start of the line.
  public mutating func deleteToLineStart() {
    let start = lineStart(of: cursor)
    if start < cursor { replace(start..<cursor, with: "", kind: .other) }
  }

  /// Deletes to the end of the line; at the end of the line, the line end.
  public mutating func deleteToLineEnd() {
    let end = lineEnd(of: cursor)
    if cursor < count { replace(cursor..<max(end, cursor + 1), with: "", kind: .other) }
  }

  /// Moves the insertion point, and closes the current step of the history.
  public mutating func moveCursor(to position: Int) {
    place(cursor: position)
    desiredColumn = nil
    history.closeGroup()
  }

  mutating func place(cursor position: Int) { cursor = min(max(0, position), count) }

  /// Puts text in place of a range and remembers how to undo it.
  private mutating func replace(_ range: Range<Int>, with text: String, kind: EditHistory.Kind) {
    var range = range
    var new = Array(Self.normalized(text))
    // Neighbours that become one character with the new text, a letter and its accent say, go with it.
    if range.lowerBound > 0 {
      let before = characters[range.lowerBound - 1]
      if let next = new.first ?? character(at: range.upperBound), Self.join(before, next) {
        new = Array(String(before) + String(new))
        range = range.lowerBound - 1..<range.upperBound
      }
    }
    if let last = new.last, let after = character(at: range.upperBound), Self.join(last, after) {
      new = Array(String(new) + String(after))
      range = range.lowerBound..<range.upperBound + 1
    }
    let edit = Edit(offset: range.lowerBound, old: Array(characters[range]), new: new)
    guard edit.old != edit.new || kind == .other else { return }
    history.record(edit, kind: kind, cursorBefore: cursor)
    apply(edit)
  }

  mutating func apply(_ edit: Edit) {
    characters.replaceSubrange(edit.offset..<edit.offset + edit.old.count, with: edit.new)
    place(cursor: edit.offset + edit.new.count)
    desiredColumn = nil
    cachedLayout = nil
  }

  private func character(at index: Int) -> Character? {
    index < count ? characters[index] : nil
  }

  private static func join(_ first: Character, _ second: Character) -> Bool {
    if first.isASCII, second.isASCII { return false }
    return (String(first) + String(second)).count == 1
  }

  private static func normalized(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var result = ""
    for character in text {
      result.append(character == "\r\n" || character == "\r" ? "\n" : character)
    }
    return result
  }
}

extension TextEditor: Equatable {
  /// Compares texts, insertion points and histories; a kept layout does not count.
  public static func == (left: TextEditor, right: TextEditor) -> Bool {
    left.cursor == right.cursor && left.desiredColumn == right.desiredColumn
      && left.characters == right.characters && left.history == right.history
  }
}
