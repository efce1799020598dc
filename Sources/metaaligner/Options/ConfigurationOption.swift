import Alignment
import ArgumentParser
import ChatApp
import Storage
import StrictJSON

/// Which configuration file counts.
struct ConfigurationOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The configuration file. (default: METAALIGNER_CONFIG, else see 'metaaligner config path')",
      valueName: "file"))
  var config: String?

  /// The places that count with it.
  var places: Places { Places.current(flags: Places.Flags(configuration: config)) }

  /// Reads the file and the environment.
  ///
  /// - Throws: `StorageError`.
  func load() throws(StorageError) -> Settings { try SettingsStore(places: places).load() }
}

extension Settings {
  /// What a user should know about members that mean nothing, most often a misspelt name; nil where there are none.
  var unknownMembersNotice: String? {
    guard let first = unknownMembers.first else { return nil }
    let names = SettingName.allCases.map(\.rawValue)
    let guess = Spelling.nearest(to: first.name, among: names).map { "; did you mean '\($0)'?" }
    let more = unknownMembers.count > 1 ? " (and \(unknownMembers.count - 1) more)" : ""
    return first.place.inWords + ": there is no setting '\(first.name)'\(more)\(guess ?? "")"
  }

  /// The keys that the user gave to actions.
  ///
  /// - Throws: `StorageError.settings`.
  func keyChoices() throws(StorageError) -> KeyChoices {
    var choices = KeyChoices()
    for (action, names) in keys {
      do throws(KeyChoices.Problem) {
        try choices.give(names, to: action)
      } catch {
        throw .settings(
          SettingsError(Self.problem(error), at: place(of: .keys, [.key(action)])))
      }
    }
    return choices
  }

  private static func problem(_ problem: KeyChoices.Problem) -> SettingsError.Problem {
    switch problem {
    case .unknownAction(let name, let known):
      .unknownName(setting: "action", name: name, known: known)
    case .unknownKey(let name): .unknownName(setting: "key", name: name, known: [])
    case .fixedAction(let name): .fixedAction(name)
    case .keyTaken(let key, let owner): .keyTaken(key: key, by: owner)
    }
  }
}
