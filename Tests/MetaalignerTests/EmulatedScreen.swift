import TerminalUI

/// A small terminal: as much of xterm as ncurses and the program use, and nothing more.
///
/// It is written from the other side's documents (ECMA-48, xterm's ctlseqs), so that the program is checked against them.
struct EmulatedScreen {
  /// Private modes that are set: 1049 is the other screen, 2004 bracketed paste, 1002 and 1006 the mouse.
  private(set) var modes: Set<Int>
  /// How often the enhanced keyboard was asked for and not yet given back.
  private(set) var keyboardRequests = 0
  /// What was put on the clipboard, base64 as it came.
  private(set) var clipboard: [String] = []
  /// Whether a bell rang or a sequence came that is not known here.
  private(set) var unknown: [String] = []

  let columns: Int
  let rows: Int
  private var cells: [[String]]
  private var row = 0
  private var column = 0
  private var saved = (row: 0, column: 0)
  private var region: ClosedRange<Int>
  private var pending: [UInt8] = []
  private var last = " "
  /// Whether it says that it can take clusters for one (mode 2027); it does where it is told to.
  let joinsClusters: Bool
  /// Where the last character was put, where nothing has moved the cursor since.
  private var joint: (row: Int, column: Int)?
  private var answers: [UInt8] = []

  init(columns: Int, rows: Int, modes: Set<Int> = [25], joinsClusters: Bool = false) {
    self.joinsClusters = joinsClusters
    self.columns = columns
    self.rows = rows
    self.modes = modes
    region = 0...rows - 1
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows, without the spaces at their ends.
  var lines: [String] {
    cells.map { row in
      var line = row.joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String { lines.joined(separator: "\n") }

  /// The text of a cell; empty behind a wide one.
  func cell(_ row: Int, _ column: Int) -> String { cells[row][column] }

  /// What the terminal has to say by itself, as if it were typed.
  mutating func takeAnswers() -> [UInt8] {
    defer { answers = [] }
    return answers
  }

  mutating func take(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var index = 0
    while index < pending.count, let length = step(at: index) { index += length }
    pending.removeFirst(index)
  }

  /// Takes what starts at an index: its length, nil where the rest has not come.
  private mutating func step(at index: Int) -> Int? {
    let byte = pending[index]
    if byte < 0x80 { joint = nil }
    switch byte {
    case 0x1B: return escape(at: index)
    case 0x0D: column = 0
    case 0x0A: lineFeed()
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0..<0x20: unknown.append("control \(byte)")
    case 0x80...:
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      guard index + length <= pending.count else { return nil }
      put(String(decoding: pending[index..<index + length], as: UTF8.self))
      return length
    default: put(String(UnicodeScalar(byte)))
    }
    return 1
  }

  private mutating func put(_ text: String) {
    guard let character = text.first else { return }
    if modes.contains(2027), join(text) { return }
    let width = TextWidth.width(of: character)
    if width == 0 {
      let target = max(0, column - 1)
      cells[row][cells[row][target].isEmpty ? max(0, target - 1) : target] += text
      return
    }
    if column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = text
    if width == 2, column + 1 < columns { cells[row][column + 1] = "" }
    joint = (row, column)
    column += width
    last = text
  }

  /// Adds to the cluster that was written right before, as terminals do in mode 2027.
  private mutating func join(_ text: String) -> Bool {
    guard let joint else { return false }
    let whole = cells[joint.row][joint.column] + text
    guard whole.count == 1, let character = whole.first else { return false }
    cells[joint.row][joint.column] = whole
    let end = min(columns, joint.column + TextWidth.width(of: character))
    if end == joint.column + 2 { cells[joint.row][joint.column + 1] = "" }
    column = max(column, end)
    return true
  }

  private mutating func lineFeed() {
    if row == region.upperBound {
      cells.remove(at: region.lowerBound)
      cells.insert(blankRow, at: region.upperBound)
    } else {
      row = min(rows - 1, row + 1)
    }
  }

  private var blankRow: [String] { Array(repeating: " ", count: columns) }

  // MARK: - Sequences

  private mutating func escape(at index: Int) -> Int? {
    guard index + 1 < pending.count else { return nil }
    switch pending[index + 1] {
    case UInt8(ascii: "["): return control(at: index)
    case UInt8(ascii: "]"), UInt8(ascii: "P"): return string(at: index)
    case UInt8(ascii: "("), UInt8(ascii: ")"): return index + 2 < pending.count ? 3 : nil
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): (row, column) = saved
    case UInt8(ascii: "M"):
      if row == region.lowerBound {
        cells.remove(at: region.upperBound)
        cells.insert(blankRow, at: region.lowerBound)
      } else {
        row = max(0, row - 1)
      }
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "\\"): break
    case let other: unknown.append("ESC \(other)")
    }
    return 2
  }

  private mutating func string(at index: Int) -> Int? {
    for end in index + 2..<max(index + 2, pending.count) {
      let isBell = pending[end] == 0x07
      let isTerminator = pending[end] == 0x5C && pending[end - 1] == 0x1B
      // Within tmux's envelope escapes are doubled.
      guard isBell && pending[index + 1] == UInt8(ascii: "]") || isTerminator else { continue }
      let body = String(decoding: pending[index + 2..<(isBell ? end : end - 1)], as: UTF8.self)
      if body.hasPrefix("52;c;") { clipboard.append(String(body.dropFirst(5))) }
      return end + 1 - index
    }
    return nil
  }

  private mutating func control(at index: Int) -> Int? {
    var end = index + 2
    while end < pending.count, (0x20...0x3F).contains(pending[end]) { end += 1 }
    guard end < pending.count else { return nil }
    let body = String(decoding: pending[index + 2..<end], as: UTF8.self)
    let final = Character(UnicodeScalar(pending[end]))
    if let prefix = body.first, "?<>=".contains(prefix) {
      privateControl(prefix, body.dropFirst(), final)
    } else {
      let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map {
        Int($0) ?? 0
      }
      control(final, numbers)
    }
    return end + 1 - index
  }

  private mutating func privateControl(_ prefix: Character, _ body: Substring, _ final: Character) {
    switch (prefix, final) {
    case ("?", "h"): modes.formUnion(body.split(separator: ";").compactMap { Int($0) })
    case ("?", "l"): modes.subtract(body.split(separator: ";").compactMap { Int($0) })
    case ("?", "p") where joinsClusters && body == "2027$":
      answers += Array("\u{1B}[?2027;2$y".utf8)
    case (">", "u"): keyboardRequests += 1
    case ("<", "u"): keyboardRequests -= 1
    case ("?", "u"), (">", "m"), ("?", "c"), (">", "c"), ("?", "p"): break
    default: unknown.append("CSI \(prefix)\(body)\(final)")
    }
  }

  private mutating func control(_ final: Character, _ numbers: [Int]) {
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "H", "f":
      row = min(rows - 1, count - 1)
      column = min(columns - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, min(column, columns) - count)
    case "G": column = min(columns - 1, count - 1)
    case "d": row = min(rows - 1, count - 1)
    case "b": for _ in 0..<count { put(last) }
    case "J": eraseScreen(numbers.first ?? 0)
    case "K": eraseLine(numbers.first ?? 0)
    case "X": blank(row, column..<min(columns, column + count))
    case "P", "@":
      let first = min(column, columns - 1)
      for _ in 0..<min(count, columns - first) {
        if final == "P" {
          cells[row].remove(at: first)
          cells[row].append(" ")
        } else {
          cells[row].insert(" ", at: first)
          cells[row].removeLast()
        }
      }
    case "L", "M", "S", "T": scroll(final, count)
    case "r":
      let bottom = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows
      region = min(count - 1, rows - 1)...max(min(bottom, rows) - 1, min(count - 1, rows - 1))
      (row, column) = (0, 0)
    case "c": answers += Array("\u{1B}[?62;22c".utf8)
    case "m", "h", "l", "t", "n": break
    default: unknown.append("CSI \(numbers)\(final)")
    }
  }

  private mutating func scroll(_ final: Character, _ count: Int) {
    let top = final == "L" || final == "M" ? max(row, region.lowerBound) : region.lowerBound
    for _ in 0..<min(count, region.upperBound - top + 1) {
      if final == "L" || final == "T" {
        cells.remove(at: region.upperBound)
        cells.insert(blankRow, at: top)
      } else {
        cells.remove(at: top)
        cells.insert(blankRow, at: region.upperBound)
      }
    }
  }

  private mutating func eraseScreen(_ kind: Int) {
    if kind == 0 {
      eraseLine(0)
      for below in row + 1..<max(row + 1, rows) { cells[below] = blankRow }
    } else {
      for any in 0..<(kind == 1 ? row : rows) { cells[any] = blankRow }
      if kind == 1 { eraseLine(1) }
    }
  }

  private mutating func eraseLine(_ kind: Int) {
    switch kind {
    case 0: blank(row, min(column, columns)..<columns)
    case 1: blank(row, 0..<min(columns, column + 1))
    default: cells[row] = blankRow
    }
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = " " }
  }
}
