import Alignment
import ArgumentParser
import Storage
import StrictJSON

/// `metaaligner objectives`: the catalog.
struct ObjectivesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "objectives",
    abstract: "Look at the catalog of objectives.",
    subcommands: [ListObjectivesCommand.self],
    defaultSubcommand: ListObjectivesCommand.self)
}

struct ListObjectivesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the objectives with their descriptions.",
    discussion: """
      The catalog is a file of yours: 'metaaligner paths' tells where it is read from and saved to.

      EXAMPLES:
        metaaligner objectives list
        metaaligner objectives list --json
      """)

  @Option(help: ArgumentHelp("The catalog to list.", valueName: "file")) var catalog: String?
  @Flag(help: "Prints one JSON document, with each family's exact wording.") var json = false
  @Flag(name: .shortAndLong, help: "Prints ids only.") var quiet = false

  func validate() throws {
    if json, quiet { throw ValidationError("Give --json or --quiet, not both.") }
  }

  func run() throws {
    let places = Places.current(flags: Places.Flags(catalog: catalog))
    let loaded = try CatalogStore(places: places).load()
    let objectives = loaded.catalog.objectives
    if json {
      return try StandardOutput.write([
        "schema": 1,
        "catalog": loaded.path.map(JSONValue.string) ?? .null,
        "objectives": .array(objectives.map(\.json)),
      ])
    }
    if quiet {
      return try StandardOutput.write(objectives.map { $0.id + "\n" }.joined())
    }
    let width = objectives.map(\.id.count).max() ?? 0
    for objective in objectives {
      let id = objective.id + String(repeating: " ", count: width - objective.id.count)
      let families = objective.trainedFamilies.map(\.rawValue).joined(separator: ", ")
      let trained = families.isEmpty ? "trained on by none" : "trained on by " + families
      try StandardOutput.write(
        """
        \(id)  \(objective.label): \(objective.description)
        \(String(repeating: " ", count: width))  \(trained)

        """)
    }
  }
}

extension Objective {
  fileprivate var json: JSONValue {
    [
      "id": .string(id),
      "label": .string(label),
      "description": .string(description),
      "aliases": .array(aliases.map(JSONValue.string)),
      "trained": .array(trainedFamilies.map { .string($0.rawValue) }),
      "prompts": .object(
        JSONObject(PromptFamily.allCases.map { ($0.rawValue, .string(promptText(for: $0))) })),
    ]
  }
}
