extension Color {
  /// Reads a colour as a theme's file writes it: `#7ac4e8`, `#7ce`, `red`, `bright-blue`, or `0` to `255` of the palette.
  ///
  /// - Returns: nil where it is none.
  init?(name: String) {
    if let index = Self.names.firstIndex(of: name) {
      self = .ansi(UInt8(index))
    } else if name == "grey" || name == "gray" {
      self = .ansi(8)
    } else if let index = UInt8(name), name.allSatisfy(\.isNumber) {
      self = .indexed(index)
    } else if let color = Self.hexadecimal(name) {
      self = color
    } else {
      return nil
    }
  }

  /// The names of the terminal's own colours, in their order.
  static let names: [String] = {
    let normal = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return normal + normal.map { "bright-" + $0 }
  }()

  private static func hexadecimal(_ text: String) -> Color? {
    guard text.first == "#" else { return nil }
    let digits = text.dropFirst().compactMap { $0.isASCII ? $0.hexDigitValue : nil }
    guard digits.count == text.count - 1 else { return nil }
    switch digits.count {
    case 3: return .rgb(UInt8(digits[0] * 17), UInt8(digits[1] * 17), UInt8(digits[2] * 17))
    case 6:
      return .rgb(
        UInt8(digits[0] * 16 + digits[1]), UInt8(digits[2] * 16 + digits[3]),
        UInt8(digits[4] * 16 + digits[5]))
    default: return nil
    }
  }
}

extension CellAttributes {
  /// The attributes by the names that a theme's file gives them.
  static let names: [(name: String, attributes: CellAttributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
    ("italic", .italic), ("strikethrough", .strikethrough),
  ]
}
