import ChatApp
import Storage
import StrictJSON

/// The manual page: every command with its options, every key, every setting, from the tables that the program itself uses.
struct ManualPage {
  private var roff = Roff()

  /// The page as roff.
  static func text(ofCommandTree tree: JSONValue) -> String {
    var page = ManualPage()
    page.write(tree["command"] ?? .null)
    return page.roff.text
  }

  private mutating func write(_ root: JSONValue) {
    let name = root["commandName"]?.stringValue ?? ""
    roff.request("TH", name.uppercased(), "1", "", "\(name) \(programVersion)", "User Commands")
    roff.request("SH", "NAME")
    roff.paragraph("\(name) - \(Self.withoutStop(root["abstract"]?.stringValue ?? ""))")
    roff.request("SH", "SYNOPSIS")
    roff.item(name, "[command] [options]", "")
    roff.request("SH", "DESCRIPTION")
    roff.discussion(root["discussion"]?.stringValue ?? "")
    roff.request("SH", "COMMANDS")
    for command in Self.visible(root["subcommands"]) { write(command, path: [name]) }
    writeKeys()
    writeSettings()
  }

  private mutating func write(_ command: JSONValue, path: [String]) {
    guard let name = command["commandName"]?.stringValue, name != "help" else { return }
    let path = path + [name]
    roff.request("SS", path.joined(separator: " "))
    roff.paragraph(command["abstract"]?.stringValue ?? "")
    if let discussion = command["discussion"]?.stringValue { roff.discussion(discussion) }
    for argument in Self.visible(command["arguments"]) { write(argument: argument) }
    for subcommand in Self.visible(command["subcommands"]) { write(subcommand, path: path) }
  }

  private mutating func write(argument: JSONValue) {
    let names = (argument["names"]?.arrayValue ?? []).compactMap { name -> String? in
      guard let text = name["name"]?.stringValue else { return nil }
      return (name["kind"] == "long" ? "--" : "-") + text
    }
    if ["--help", "--version"].contains(where: names.contains) { return }
    let value = argument["valueName"]?.stringValue ?? ""
    var sentence = argument["abstract"]?.stringValue ?? ""
    if let standard = argument["defaultValue"]?.stringValue, !sentence.contains("(default:") {
      sentence += " (default: \(standard))"
    }
    if names.isEmpty {
      roff.item("<\(value)>", "", sentence)
    } else {
      roff.item(
        names.joined(separator: ", "), argument["kind"] == "option" ? value : "", sentence)
    }
  }

  private mutating func writeKeys() {
    roff.request("SH", "KEYS")
    roff.paragraph(
      "^ is Control. The configuration file can give other keys to an action; "
        + "'metaaligner config keys' lists them all.")
    for section in KeySection.all {
      roff.request("SS", section.title)
      for row in section.rows { roff.item(row.keys, "", row.sentence) }
    }
  }

  private mutating func writeSettings() {
    roff.request("SH", "SETTINGS")
    roff.paragraph(
      "Members of the configuration file; 'metaaligner config path' tells where it is.")
    for name in SettingName.allCases {
      var sentence = name.sentence
      if let fallback = name.fallback {
        let bytes = JSONWriter.write(fallback, pretty: false)
        sentence += " (default: \(String(decoding: bytes, as: UTF8.self)))"
      }
      roff.item(name.rawValue, "", sentence)
    }
    roff.request("SH", "ENVIRONMENT")
    for name in SettingName.allCases {
      guard let variable = name.variable else { continue }
      roff.item(variable, "", "The setting \(name.rawValue), before what the file says.")
    }
    roff.item(Places.configurationVariable, "", "The configuration file.")
    roff.item(Places.catalogVariable, "", "The catalog of objectives.")
    roff.item("NO_COLOR", "", "No colours, where it is not empty and nothing else asks for them.")
    roff.item("VISUAL, EDITOR", "", "The editor for texts and for the configuration file.")
  }

  private static func visible(_ list: JSONValue?) -> [JSONValue] {
    (list?.arrayValue ?? []).filter { $0["shouldDisplay"]?.boolValue != false }
  }

  private static func withoutStop(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}
