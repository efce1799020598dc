import Glibc
import Training

/// A curve of losses in Braille dots, drawn over itself in place.
struct LossCurve {
  private static let height = 10
  private static let labelWidth = 8
  private var stage = ""
  /// The lines below the place where the curve begins.
  private var drawnLines = 0

  mutating func begin(stage: String) { self.stage = stage }

  /// Draws the stage's curve and a line below it.
  mutating func draw(_ points: [MetricsPoint], _ text: String, _ write: (String) -> Void) {
    let width = Self.terminalWidth
    let own = points.filter { $0.stage == stage }
    var output = drawnLines > 0 ? "\u{1B}[\(drawnLines - 1)A\r" : "\r"
    var lines = Self.lines(own, width: max(20, width - Self.labelWidth - 1), height: Self.height)
    lines.append(String(text.prefix(max(10, width - 1))))
    output += lines.map { "\u{1B}[K" + $0 }.joined(separator: "\n")
    drawnLines = lines.count
    write(output)
  }

  /// Leaves what is drawn where it is.
  mutating func leave(_ write: (String) -> Void) {
    if drawnLines > 0 { write("\n") }
    drawnLines = 0
  }

  /// The curve as lines of text: a label and Braille cells of two by four dots.
  ///
  /// - Parameters:
  ///   - points: The losses of one stage in order.
  ///   - width: Columns beside the labels.
  ///   - height: Lines.
  /// - Returns: The lines.
  static func lines(_ points: [MetricsPoint], width: Int, height: Int) -> [String] {
    let losses = columns(points.filter { !$0.isValidation }, count: 2 * width)
    let range = LossRange(losses: losses.compactMap(\.self))
    var cells = [UInt8](repeating: 0, count: width * height)
    var former: Int?
    for (column, loss) in losses.enumerated() {
      guard let loss else { continue }
      let dots = 4 * height
      let row = min(dots - 1, max(0, Int((1 - range.share(of: loss)) * Double(dots))))
      // A steep curve stays connected.
      for dot in min(row, former ?? row)...max(row, former ?? row) {
        cells[dot / 4 * width + column / 2] |= Self.bit(column: column % 2, row: dot % 4)
      }
      former = row
    }
    return (0..<height).map { line in
      let label =
        line == 0
        ? LossRange.text(range.highest)
        : line == height - 1 ? LossRange.text(range.lowest) : ""
      let padding = String(repeating: " ", count: max(0, labelWidth - 1 - label.count))
      let row = cells[line * width..<(line + 1) * width].map { cell in
        Character(Unicode.Scalar(0x2800 + UInt32(cell)) ?? " ")
      }
      return padding + label + "│" + String(row)
    }
  }

  /// The mean loss of each column; nil where the run has not come to it.
  private static func columns(_ points: [MetricsPoint], count: Int) -> [Double?] {
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: count)
    for (index, point) in points.enumerated() {
      // A run that is shorter than the screen takes a column a step.
      let column = points.count <= count ? index : index * count / points.count
      sums[column].sum += point.loss
      sums[column].count += 1
    }
    return sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
  }

  /// The dot of a Braille cell (Unicode, block U+2800).
  private static func bit(column: Int, row: Int) -> UInt8 {
    switch (column, row) {
    case (0, 0): 0x01
    case (0, 1): 0x02
    case (0, 2): 0x04
    case (1, 0): 0x08
    case (1, 1): 0x10
    case (1, 2): 0x20
    case (0, _): 0x40
    default: 0x80
    }
  }

  private static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
