import ArgumentParser
import Generation
import Storage
import StrictJSON

/// `metaaligner engines`: the remote engines of the configuration.
struct EnginesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engines",
    abstract: "List remote engines, and try one.",
    discussion: """
      A remote engine is a server that generates in place of this machine: llama-server, vLLM, Ollama, whatever speaks \
      OpenAI's API, and Anthropic's for policies. The setting 'engines' names them; --model, --engine and --policy take \
      the names. docs/configuration.md says what an engine's settings are.

      EXAMPLES:
        metaaligner engines list
        metaaligner engines test workstation
        metaaligner align --model workstation --context-file question.txt --answer-file answer.txt
      """,
    subcommands: [ListEnginesCommand.self, TestEngineCommand.self],
    defaultSubcommand: ListEnginesCommand.self)
}

/// `metaaligner engines list`.
struct ListEnginesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the engines of the configuration; none is asked anything."
  )

  @OptionGroup var file: ConfigurationOption

  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let settings = try file.load()
    let engines = settings.engines
    if json {
      return try StandardOutput.write([
        "schema": 1, "path": settings.path.map(JSONValue.string) ?? .null,
        "engines": .array(engines.map(\.json)),
      ])
    }
    let width = engines.map(\.name.count).max() ?? 0
    for engine in engines {
      let padding = String(repeating: " ", count: width - engine.name.count)
      try StandardOutput.write("\(engine.name)\(padding)  \(engine.inWords)\n")
    }
    if engines.isEmpty {
      StandardError.write(
        "no engines yet: the setting 'engines' of \(settings.path ?? "the configuration") names them"
      )
    }
  }
}

extension EngineSetting {
  /// What it is, in a line.
  var inWords: String {
    switch kind {
    case .pool(let members): return "pool of " + members.joined(separator: ", ")
    case .remote(let engine):
      let key =
        switch engine.key {
        case .none: ""
        case .environment(let name): ", key from \(name)"
        case .file(let path): ", key from \(path)"
        }
      let model = engine.model ?? "not named"
      return "\(engine.dialect.rawValue) at \(engine.url), model \(model)\(key)"
    }
  }

  /// What it is, in a document; keys are named, never shown.
  var json: JSONValue {
    switch kind {
    case .pool(let members):
      return ["name": .string(name), "pool": .array(members.map(JSONValue.string))]
    case .remote(let engine):
      var variable: JSONValue = .null
      var file: JSONValue = .null
      switch engine.key {
      case .none: break
      case .environment(let name): variable = .string(name)
      case .file(let path): file = .string(path)
      }
      return [
        "name": .string(name), "kind": .string(engine.dialect.rawValue),
        "url": .string(engine.url), "model": engine.model.map(JSONValue.string) ?? .null,
        "key_variable": variable, "key_file": file,
        "context_length": engine.contextLength.map { .integer(Int64($0)) } ?? .null,
        "family": engine.family.map(JSONValue.string) ?? .null,
        "prompt_format": engine.promptFormat.map(JSONValue.string) ?? .null,
      ]
    }
  }
}
