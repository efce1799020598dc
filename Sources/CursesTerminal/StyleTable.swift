internal import CNcurses
internal import TerminalUI

/// Roles and attributes as curses wants them: attribute bits and colour pairs, made when first needed.
struct StyleTable {
  struct Entry {
    var attributes: Int32
    var pair: Int32
  }

  private struct Key: Hashable {
    var role: Role
    var attributes: CellAttributes
  }

  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  let depth: ColorDepth
  private(set) var theme: Theme
  private let pairLimit: Int
  private let colorCount: Int
  private var entries: [Key: Entry] = [:]
  private var pairs: [Pair: Int32] = [:]

  init(theme: Theme, depth: ColorDepth, pairLimit: Int, colorCount: Int) {
    self.theme = theme
    self.depth = depth
    self.pairLimit = pairLimit
    self.colorCount = colorCount
  }

  /// Takes another theme; pairs stay as they are, since the screen shows them.
  mutating func use(_ theme: Theme) {
    self.theme = theme
    entries = [:]
  }

  mutating func entry(role: Role, attributes: CellAttributes) -> Entry {
    let key = Key(role: role, attributes: attributes)
    if let entry = entries[key] { return entry }
    let style = theme.style(for: role, depth: depth)
    let entry = Entry(
      attributes: Self.bits(style.attributes.union(attributes)),
      pair: pair(
        Pair(
          foreground: number(style.foreground), background: number(style.background))))
    entries[key] = entry
    return entry
  }

  private mutating func pair(_ pair: Pair) -> Int32 {
    if pair.foreground < 0, pair.background < 0 { return 0 }
    if let number = pairs[pair] { return number }
    let number = Int32(pairs.count + 1)
    guard Int(number) < pairLimit,
      cncurses_define_pair(number, pair.foreground, pair.background)
    else { return 0 }
    pairs[pair] = number
    return number
  }

  /// A colour's number: -1 for the terminal's own, 0xRRGGBB for direct colour.
  private func number(_ color: Color?) -> Int32 {
    switch color {
    case nil: return -1
    case .ansi(let index) where Int(index) >= colorCount:
      // Terminals with 8 colours have no bright ones, and no grey.
      return index == 8 ? -1 : Int32(index) - 8
    case .ansi(let index), .indexed(let index): return Int32(index)
    case .rgb(let red, let green, let blue):
      let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      // Terminals with direct colour take 0 to 7 for the named colours.
      return value < 8 && value > 0 ? 8 : value
    }
  }

  private static func bits(_ attributes: CellAttributes) -> Int32 {
    var bits = 0
    if attributes.contains(.bold) { bits |= CNCURSES_BOLD }
    if attributes.contains(.dim) { bits |= CNCURSES_DIM }
    if attributes.contains(.underline) { bits |= CNCURSES_UNDERLINE }
    if attributes.contains(.reverse) { bits |= CNCURSES_REVERSE }
    if attributes.contains(.italic) { bits |= CNCURSES_ITALIC }
    return Int32(bits)
  }
}
