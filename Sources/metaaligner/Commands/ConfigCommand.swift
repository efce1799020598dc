import ArgumentParser
import ChatApp
import CursesTerminal
import Storage
import StrictJSON
import TerminalUI

/// `metaaligner config`: what is set, by whom, and where to change it.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show and change the settings.",
    discussion: """
      A setting is what a flag says, else METAALIGNER_ and its name in the environment, else the configuration file, else \
      the program's own value.

      EXAMPLES:
        metaaligner config show
        metaaligner config edit
        metaaligner config keys
        METAALIGNER_THEME=light metaaligner config show --json
      """,
    subcommands: [Show.self, Path.self, Edit.self, Keys.self], defaultSubcommand: Show.self)
}

extension ConfigCommand {
  /// `metaaligner config show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print every setting, its value and who set it.")

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Prints one JSON document.") var json = false

    func run() throws {
      let settings = try file.load()
      if json { return try StandardOutput.write(document(settings)) }
      for name in SettingName.allCases {
        let value = settings.value(name).map(Self.text) ?? "none"
        try StandardOutput.write(
          "\(name.rawValue) = \(value)  (\(settings.source(of: name).inWords))\n"
            + "    \(name.sentence)\n")
      }
      if let notice = settings.unknownMembersNotice {
        StandardError.write("metaaligner: " + notice)
      }
    }

    private func document(_ settings: Settings) -> JSONValue {
      [
        "schema": 1,
        "path": settings.path.map(JSONValue.string) ?? .null,
        "settings": .array(
          SettingName.allCases.map { name in
            [
              "name": .string(name.rawValue), "value": settings.value(name) ?? .null,
              "source": .string(settings.source(of: name).name),
              "default": name.fallback ?? .null,
              "variable": name.variable.map(JSONValue.string) ?? .null,
              "description": .string(name.sentence),
            ]
          }),
        "unknown": .array(settings.unknownMembers.map { .string($0.name) }),
      ]
    }

    private static func text(_ value: JSONValue) -> String {
      String(
        decoding: JSONWriter.write(value, pretty: false, escapingForTerminal: true), as: UTF8.self)
    }
  }

  /// `metaaligner config path`.
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where the configuration file is, or would be.")

    @OptionGroup var file: ConfigurationOption

    func run() throws {
      guard let path = file.places.configurationFile else { throw StorageError.noHomeFolder }
      try StandardOutput.write(path + "\n")
    }
  }

  /// `metaaligner config edit`.
  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit",
      abstract: "Open the configuration file in an editor, and check it afterwards.",
      discussion:
        "The editor is METAALIGNER_EDITOR, else the setting 'editor', else VISUAL, EDITOR or vi.")

    @OptionGroup var file: ConfigurationOption

    func run() throws {
      let path = try SettingsStore(places: file.places).makeFile()
      // A file that cannot be read is what the editor is for.
      let editor = (try? file.load())?.text(.editor)
      let status = ChildProcess.run(ExternalEditor.command(file: path, preferring: editor))
      guard status == 0 else { throw CommandError.editorFailed(status: status) }
      let settings = try file.load()
      _ = try settings.keyChoices()
      if let notice = settings.unknownMembersNotice {
        StandardError.write("metaaligner: " + notice)
      }
    }
  }

  /// `metaaligner config keys`.
  struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "keys",
      abstract: "Print every action that a key can be given to.",
      discussion: """
        In the configuration file, "keys" gives keys to actions, for example:
          {"keys": {"edit.again": ["R", "f5"], "view.differences": "ctrl-v"}}
        """)

    @OptionGroup var file: ConfigurationOption

    @Flag(help: "Prints one JSON document.") var json = false

    func run() throws {
      let choices = try file.load().keyChoices()
      let actions = ActionReference.all.map { action in
        (id: action.id, keys: choices.keys[action.id] ?? action.keys, action.sentence)
      }
      if json {
        return try StandardOutput.write([
          "schema": 1,
          "actions": .array(
            actions.map { id, keys, sentence in
              [
                "id": .string(id), "keys": .array(keys.map { .string($0.name) }),
                "description": .string(sentence),
              ]
            }),
        ])
      }
      let width = actions.map(\.id.count).max() ?? 0
      for (id, keys, sentence) in actions {
        // Two keys that a terminal may send for one have one name.
        var seen: Set<String> = []
        let known = keys.map(\.name).filter { seen.insert($0).inserted }
        let names = known.isEmpty ? "–" : known.joined(separator: " ")
        try StandardOutput.write(
          Self.padded(id, to: width + 2) + Self.padded(names, to: 24)
            + (sentence.isEmpty ? "" : "  " + sentence) + "\n")
      }
    }

    private static func padded(_ text: String, to width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - TextWidth.width(of: text)))
    }
  }
}

extension Settings.Source {
  /// Who set it, in words.
  fileprivate var inWords: String {
    switch self {
    case .program: "not set"
    case .file: "file"
    case .environment(let variable): variable
    case .flag: "flag"
    }
  }

  /// Who set it, in documents.
  fileprivate var name: String {
    switch self {
    case .program: "default"
    case .file: "file"
    case .environment: "environment"
    case .flag: "flag"
    }
  }
}
