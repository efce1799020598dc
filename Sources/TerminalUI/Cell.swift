/// Weight and marks of a cell, beyond what its role gives it.
public struct CellAttributes: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Bold.
  public static let bold = CellAttributes(rawValue: 1 << 0)
  /// Dim.
  public static let dim = CellAttributes(rawValue: 1 << 1)
  /// Underline.
  public static let underline = CellAttributes(rawValue: 1 << 2)
  /// Foreground and background exchanged.
  public static let reverse = CellAttributes(rawValue: 1 << 3)
  /// Italic.
  public static let italic = CellAttributes(rawValue: 1 << 4)
  /// Struck through; terminals and curses that cannot show it leave it out.
  public static let strikethrough = CellAttributes(rawValue: 1 << 5)
}

/// One cell of a frame.
public struct Cell: Sendable, Hashable {
  /// One grapheme cluster; empty in the second cell of a wide cluster.
  public let cluster: String
  /// Cells the cluster takes: 1 or 2, and 0 for the second cell of a wide cluster.
  public let width: Int8
  /// What the cell means.
  public let role: Role
  /// Weight and marks.
  public let attributes: CellAttributes

  /// Creates a cell.
  init(cluster: String, width: Int8, role: Role, attributes: CellAttributes) {
    self.cluster = cluster
    self.width = width
    self.role = role
    self.attributes = attributes
  }

  /// A space.
  public static func blank(role: Role = .text, attributes: CellAttributes = []) -> Cell {
    Cell(cluster: " ", width: 1, role: role, attributes: attributes)
  }

  /// Whether this is the second cell of a wide cluster.
  public var isContinuation: Bool { width == 0 }
}
