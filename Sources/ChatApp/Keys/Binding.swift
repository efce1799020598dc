import TerminalUI

/// A row of the key table: footer, help and dispatch are all made from it.
struct Binding {
  /// The keys, any of them.
  let keys: [KeyPress]
  /// What they ask for.
  let command: Command
  /// How the keys are written.
  let label: String
  /// One or two words for the footer; nil leaves it out.
  let footer: String?
  /// A sentence for the help; nil where the row before says it.
  let help: String?
  /// Whether the key does something now.
  let isAvailable: @Sendable (State) -> Bool

  init(
    _ keys: [KeyPress], _ command: Command, _ label: String = "", footer: String? = nil,
    help: String? = nil, when isAvailable: @escaping @Sendable (State) -> Bool = { _ in true }
  ) {
    self.keys = keys
    self.command = command
    self.label = label
    self.footer = footer
    self.help = help
    self.isAvailable = isAvailable
  }
}

extension KeyPress {
  static let escape = KeyPress(.escape)
  static let enter = KeyPress(.enter)
  static let tab = KeyPress(.tab)
  static let backTab = KeyPress(.backTab)

  static func alt(_ character: Character) -> KeyPress { KeyPress(.character(character), .alt) }

  /// The character that the key writes where no binding asks for it.
  var typedCharacter: Character? {
    guard case .character(let character) = key, modifiers.isSubset(of: .shift) else { return nil }
    return character
  }

  /// The key behind an Escape: terminals send Alt and a key as they send Escape and, soon after, the key.
  var withoutEscape: KeyPress? {
    modifiers.contains(.alt) ? KeyPress(key, modifiers.subtracting(.alt)) : nil
  }
}

extension [KeyPress] {
  /// Each of these characters, as a key.
  static func characters(_ characters: String) -> [KeyPress] {
    characters.map { KeyPress.character($0) }
  }
}
