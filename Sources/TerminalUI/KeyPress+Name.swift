extension KeyPress {
  /// Reads a key's name as the configuration has it: `R`, `ctrl-p` or `^P`, `alt-x`, `shift-tab`, `f1`, `pagedown`.
  ///
  /// Upper and lower case are the same everywhere but in a single character.
  ///
  /// - Returns: nil where nothing is called that, and for what terminals cannot tell from other keys: Control with i, m,
  ///   h and [ are Tab, Enter, Backspace and Escape.
  public init?(name: String) {
    var rest = name[...]
    var modifiers: KeyModifiers = []
    while let (modifier, length) = Self.modifier(before: rest) {
      modifiers.insert(modifier)
      rest = rest.dropFirst(length)
    }
    guard let key = Self.key(named: rest, modifiers: modifiers) else { return nil }
    if case .character(let character) = key {
      // The case of a letter tells of Shift already.
      let isShifted = modifiers.remove(.shift) != nil
      let shifted = character.uppercased()
      if isShifted, shifted == String(character) { return nil }
      self.init(.character(isShifted ? Character(shifted) : character), modifiers)
    } else if key == .tab, modifiers == .shift {
      self.init(.backTab)
    } else {
      self.init(key, modifiers)
    }
  }

  /// The key's name, as `init(name:)` reads it.
  public var name: String {
    var text = ""
    if modifiers.contains(.control) { text += "ctrl-" }
    if modifiers.contains(.alt) { text += "alt-" }
    if modifiers.contains(.shift) { text += "shift-" }
    return text + (key == .backTab ? "shift-tab" : Self.name(of: key))
  }

  /// The key as footer and help write it: `^P`, `Alt-u`, `PgDn`.
  public var label: String {
    var text = ""
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "S-" }
    if modifiers.contains(.control) { text += "^" }
    switch key {
    case .character(" "): text += "Space"
    case .character(let character):
      text += modifiers.contains(.control) ? character.uppercased() : String(character)
    case .escape: text += "Esc"
    case .backTab: text += "S-Tab"
    case .backspace: text += "Backspace"
    case .pageUp: text += "PgUp"
    case .pageDown: text += "PgDn"
    default: text += Self.name(of: key).capitalizedASCII
    }
    return text
  }

  private static let names: [(name: String, key: Key)] = [
    ("enter", .enter), ("return", .enter), ("esc", .escape), ("escape", .escape), ("tab", .tab),
    ("backtab", .backTab), ("backspace", .backspace), ("delete", .delete), ("del", .delete),
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
    ("end", .end), ("pageup", .pageUp), ("pgup", .pageUp), ("pagedown", .pageDown),
    ("pgdn", .pageDown), ("insert", .insert), ("ins", .insert), ("space", .character(" ")),
    ("minus", .character("-")), ("plus", .character("+")),
  ]

  /// What a modifier's name begins, where something follows it.
  private static func modifier(before text: Substring) -> (KeyModifiers, length: Int)? {
    let prefixes: [(String, KeyModifiers)] = [
      ("ctrl-", .control), ("ctrl+", .control), ("c-", .control), ("^", .control), ("alt-", .alt),
      ("alt+", .alt), ("a-", .alt), ("shift-", .shift), ("shift+", .shift), ("s-", .shift),
    ]
    let lowered = text.lowercased()
    for (prefix, modifier) in prefixes
    where lowered.hasPrefix(prefix) && text.count > prefix.count {
      return (modifier, prefix.count)
    }
    return nil
  }

  private static func key(named text: Substring, modifiers: KeyModifiers) -> Key? {
    let lowered = text.lowercased()
    if let key = names.first(where: { $0.name == lowered })?.key { return key }
    if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()), (1...24).contains(number) {
      return .function(number)
    }
    guard let character = text.first, text.count == 1, TextWidth.width(of: String(text)) > 0 else {
      return nil
    }
    guard modifiers.contains(.control) else { return .character(character) }
    return ["i", "m", "h", "["].contains(lowered) ? nil : Character(lowered).key
  }

  private static func name(of key: Key) -> String {
    switch key {
    case .function(let number): "f\(number)"
    case .character(let character) where ![" ", "-", "+"].contains(character): String(character)
    default: names.first { $0.key == key }?.name ?? ""
    }
  }
}

extension Character {
  fileprivate var key: Key { .character(self) }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
