internal import CNcurses
internal import TerminalUI

/// What curses is given for a cell.
struct CellGlyph: Equatable {
  /// One scalar that takes cells, and marks on it.
  var scalars: [UInt32]
  /// Cells that curses, and so the C library, takes it for.
  var width: Int
  /// A second such scalar for the second cell: the other half of a flag.
  var second: UInt32?
  /// Whether a terminal that joins clusters shows more of this one than curses draws.
  private(set) var isShortened = false

  private static let replacement: UInt32 = 0xFFFD
  /// Curses keeps this many scalars in a cell (CCHARW_MAX).
  private static let mostScalars = 5

  /// Chooses what to draw for a cluster.
  ///
  /// Curses reckons with the C library's widths, scalar by scalar. Where the cluster's width is another,
  /// the terminal's cursor would not be where curses believes it is, and the row would shift; so the
  /// cluster is shortened to a part on which all agree: the first emoji of a sequence, a symbol without
  /// its emoji selector.
  ///
  /// - Parameters:
  ///   - cell: A cell that is not a continuation.
  ///   - isUTF8: Whether the terminal's character set is UTF-8.
  ///   - scalarWidth: The C library's width of a scalar.
  init(_ cell: Cell, isUTF8: Bool, scalarWidth: (UInt32) -> Int) {
    guard isUTF8 else {
      scalars = [ASCIIApproximation.scalar(for: cell.cluster).value]
      width = 1
      return
    }
    let all = cell.cluster.unicodeScalars.map(\.value)
    guard let first = all.first, let firstWidth = Optional(scalarWidth(first)), firstWidth > 0,
      firstWidth <= Int(cell.width)
    else {
      scalars = [all.isEmpty ? 0x20 : Self.replacement]
      width = 1
      return
    }
    scalars = [first]
    width = firstWidth
    defer { isShortened = cell.width == 2 && scalars.count < all.count }
    if all.count == 2, firstWidth == 1, cell.width == 2, scalarWidth(all[1]) == 1 {
      second = all[1]
      return
    }
    for scalar in all.dropFirst() {
      // Another letter or emoji starts here; selectors and joiners only matter to a whole sequence.
      if scalar == 0x200D || scalarWidth(scalar) > 0 { break }
      if (0xFE00...0xFE0F).contains(scalar) || scalarWidth(scalar) < 0 { continue }
      if scalars.count < Self.mostScalars { scalars.append(scalar) }
    }
  }
}
