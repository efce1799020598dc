public import TerminalUI

/// The keys that the user gave to actions, by the actions' names.
public struct KeyChoices: Sendable, Equatable {
  /// What a choice of keys must not be.
  public enum Problem: Error, Sendable, Equatable {
    /// No action has this name.
    case unknownAction(String, known: [String])
    /// No key has this name.
    case unknownKey(String)
    /// The action keeps its key, so that there is always a way out.
    case fixedAction(String)
    /// Another action, which can be meant in the same place, was given the key too.
    case keyTaken(String, by: String)
  }

  /// The keys of each action that was given some; an action may be given none.
  public private(set) var keys: [String: [KeyPress]] = [:]

  private static let fixedActions: Set = [Command.interrupt.identifier]

  /// No choices: every action keeps its keys.
  public init() {}

  /// Gives keys to an action.
  ///
  /// - Parameters:
  ///   - names: The keys, as `KeyPress(name:)` reads them.
  ///   - action: The action's name.
  /// - Throws: `Problem`; the choices are then as they were.
  public mutating func give(_ names: [String], to action: String) throws(Problem) {
    let layers = Layer.allCases.filter { layer in
      KeyTable.bindings(for: layer).contains { $0.id == action }
    }
    guard !layers.isEmpty else {
      throw .unknownAction(action, known: ActionReference.all.map(\.id))
    }
    if Self.fixedActions.contains(action) { throw .fixedAction(action) }
    var presses: [KeyPress] = []
    for name in names {
      guard let press = KeyPress(name: name) else { throw .unknownKey(name) }
      if let other = owner(of: press, in: layers, besides: action) {
        throw .keyTaken(name, by: other)
      }
      presses.append(press)
    }
    keys[action] = presses
  }

  private func owner(of press: KeyPress, in layers: [Layer], besides action: String) -> String? {
    let neighbours = Set(layers.flatMap { KeyTable.bindings(for: $0).map(\.id) })
    return keys.first { id, keys in
      id != action && neighbours.contains(id) && keys.contains(press)
    }?.key ?? (press == .control("c") ? Command.interrupt.identifier : nil)
  }
}

/// An action as manuals list it.
public struct ActionReference: Sendable, Equatable {
  /// The action's name in the configuration.
  public let id: String
  /// Its keys without any choice of the user's.
  public let keys: [KeyPress]
  /// What it does.
  public let sentence: String

  /// Every action, once, in the order of the help.
  public static let all: [ActionReference] = {
    var seen: Set<String> = []
    let rows =
      KeyTable.sections.flatMap(\.bindings)
      + Layer.allCases.flatMap { KeyTable.bindings(for: $0) }
    return rows.compactMap { row in
      guard seen.insert(row.id).inserted else { return nil }
      let keys = rows.filter { $0.id == row.id }.flatMap(\.keys)
      var known: Set<KeyPress> = []
      return ActionReference(
        id: row.id, keys: keys.filter { known.insert($0).inserted }, sentence: row.title)
    }
  }()
}

/// The help's sections as manuals list them.
public struct KeySection: Sendable, Equatable {
  /// Whose keys they are.
  public let title: String
  /// How the keys are written, and what they do.
  public let rows: [Row]

  /// A line of the help.
  public struct Row: Sendable, Equatable {
    /// How the keys are written.
    public let keys: String
    /// What they do.
    public let sentence: String
  }

  /// All of them, in the order of the help.
  public static let all: [KeySection] = KeyTable.sections.map { section in
    KeySection(
      title: section.title,
      rows: section.bindings.compactMap { row in
        row.help.map { Row(keys: row.label, sentence: $0) }
      })
  }
}
