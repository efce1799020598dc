/// A key, without its modifiers.
public enum Key: Sendable, Hashable {
  /// A key that types this character; letters are as typed, and lower case where Control is held.
  case character(Character)
  /// Enter.
  case enter
  /// Escape.
  case escape
  /// Tab.
  case tab
  /// Shift and Tab.
  case backTab
  /// Backspace.
  case backspace
  /// Delete.
  case delete
  /// An arrow key.
  case up, down, left, right
  /// A key of the block above the arrows.
  case home, end, pageUp, pageDown, insert
  /// A function key, from 1.
  case function(Int)
}

/// Keys held while another is pressed.
public struct KeyModifiers: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Shift; not reported with characters, whose case tells it.
  public static let shift = KeyModifiers(rawValue: 1 << 0)
  /// Alt, or an Escape sent just before the key.
  public static let alt = KeyModifiers(rawValue: 1 << 1)
  /// Control.
  public static let control = KeyModifiers(rawValue: 1 << 2)
}

/// A key and the modifiers held with it.
public struct KeyPress: Sendable, Hashable {
  /// The key.
  public let key: Key
  /// The modifiers.
  public let modifiers: KeyModifiers

  /// Creates a key press.
  public init(_ key: Key, _ modifiers: KeyModifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  /// A character typed without modifiers.
  public static func character(_ character: Character) -> KeyPress {
    KeyPress(.character(character))
  }

  /// A character with Control held.
  public static func control(_ character: Character) -> KeyPress {
    KeyPress(.character(character), .control)
  }
}
