/// A colour as a theme names it.
public enum Color: Sendable, Hashable {
  /// One of the terminal's own 16 colours: 0–7 normal, 8–15 bright.
  case ansi(UInt8)
  /// An entry of the palette of 256.
  case indexed(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)
}

/// How a role looks.
///
/// A nil colour is the terminal's own.
public struct Style: Sendable, Hashable {
  /// The colour of the text.
  public var foreground: Color?
  /// The colour behind it.
  public var background: Color?
  /// Weight and marks.
  public var attributes: CellAttributes

  /// Creates a style.
  public init(
    foreground: Color? = nil, background: Color? = nil, attributes: CellAttributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
