/// What stands for text where the terminal's character set is not UTF-8.
enum ASCIIApproximation {
  /// One ASCII character for a cluster.
  static func scalar(for cluster: String) -> Unicode.Scalar {
    guard let first = cluster.unicodeScalars.first else { return " " }
    if (0x20..<0x7F).contains(first.value) { return first }
    if let known = table[first] { return known }
    switch first.value {
    // Controls' pictures.
    case 0x2400...0x2421: return "?"
    // Box drawing: corners, tees and crosses.
    case 0x250C...0x254B, 0x2552...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    case 0x2000...0x200A: return " "
    default: return "?"
    }
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{A0}": " ", "─": "-", "━": "-", "═": "-", "╌": "-", "│": "|", "┃": "|", "║": "|", "▏": "|",
    "▎": "|", "▌": "|", "‘": "'", "’": "'", "“": "\"", "”": "\"", "„": "\"", "«": "<", "»": ">",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": ".", "·": ".", "•": "*", "●": "*",
    "○": "o", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v", "▾": "v", "▴": "^", "▸": ">",
    "✓": "+",
    "\u{3000}": " ",
  ]
}
