import TerminalUI

/// A row of the key table: footer, help, palette and dispatch are all made from it.
struct Binding {
  /// The action's name in the configuration.
  let id: String
  /// The keys, any of them; none where the palette alone reaches the action.
  let keys: [KeyPress]
  /// What they ask for.
  let command: Command
  /// How the keys are written.
  let label: String
  /// One or two words for the footer; nil leaves it out.
  let footer: String?
  /// A sentence for the help; nil where the row before says it.
  let help: String?
  /// What the palette calls it.
  let title: String
  /// Whether the key does something now.
  let isAvailable: @Sendable (State) -> Bool

  // Most have the command's own id, and are called in the palette what the help says, else as the command is.
  init(
    _ keys: [KeyPress], _ command: Command, _ label: String = "", footer: String? = nil,
    help: String? = nil, title: String? = nil, id: String? = nil,
    when isAvailable: @escaping @Sendable (State) -> Bool = { _ in true }
  ) {
    self.id = id ?? command.identifier
    self.keys = keys
    self.command = command
    self.label = label
    self.footer = footer
    self.help = help
    self.title = title ?? help ?? command.title
    self.isAvailable = isAvailable
  }

  /// The row with keys that the user chose, written as what they are.
  func with(keys: [KeyPress], isChosen: Bool) -> Binding {
    Binding(
      keys, command, keys.map(\.label).joined(separator: " "), footer: footer,
      // A row's help speaks for its neighbour too; with other keys each speaks for itself.
      help: isChosen ? title : help, title: title, id: id, when: isAvailable)
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
