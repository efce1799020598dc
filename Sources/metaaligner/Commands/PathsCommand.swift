import ArgumentParser
import Storage
import StrictJSON

/// `metaaligner paths`: where files are found and written.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract: "Print where files are found and written.",
    discussion: """
      EXAMPLES:
        metaaligner paths
        metaaligner paths --json

      What is read is looked for in this order: a flag (--model, --catalog), the environment (METAALIGNER_MODEL, \
      METAALIGNER_OBJECTIVES), your configuration or data folder (XDG_CONFIG_HOME, XDG_DATA_HOME), share/metaaligner beside \
      the program's bin folder, and the checkout that the program was built in. The catalog is saved to the flag's or \
      variable's file, else to your configuration folder; never to the checkout's.
      """)

  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let places = Places.current().all
    if json {
      return try StandardOutput.write([
        "schema": 1,
        "paths": .object(
          JSONObject(places.map { ($0.key, $0.path.map(JSONValue.string) ?? .null) })),
      ])
    }
    let width = places.map(\.label.count).max() ?? 0
    for place in places {
      let label = place.label + String(repeating: " ", count: width - place.label.count)
      try StandardOutput.write("\(label)  \(place.path ?? "none")\n")
    }
  }
}
