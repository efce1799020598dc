import ArgumentParser
import Sessions
import StrictJSON

struct ListSessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the sessions, the one worked on last first.",
    discussion: """
      EXAMPLES:
        metaaligner sessions list
        metaaligner sessions list --limit 5 --json
      """)

  @OptionGroup var output: SessionListOptions

  func run() throws { try output.write(matching: nil) }
}

struct SearchSessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "List the sessions in which words occur.",
    discussion: """
      Titles, contexts, answers and edits are searched. Every word must occur in the same text, as the beginning of one \
      of its words; case and accents do not matter.

      EXAMPLES:
        metaaligner sessions search coffee
        metaaligner sessions search sleep exam --json
      """)

  @Argument(help: "The words.") var words: [String]
  @OptionGroup var output: SessionListOptions

  func run() throws { try output.write(matching: words.joined(separator: " ")) }
}

/// How a list of sessions is printed.
struct SessionListOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The most sessions.", valueName: "count")) var limit = 100
  @Flag(help: "Prints one JSON document.") var json = false
  @Flag(name: .shortAndLong, help: "Prints numbers only.") var quiet = false

  func validate() throws {
    if json, quiet { throw ValidationError("Give --json or --quiet, not both.") }
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func write(matching query: String?) throws {
    let found = try SessionsCommand.existingStore()?.list(matching: query, limit: limit) ?? []
    if json {
      return try StandardOutput.write([
        "schema": 1, "sessions": .array(found.map(\.json)),
      ])
    }
    if quiet { return try StandardOutput.write(found.map { "\($0.id)\n" }.joined()) }
    let width = found.map { String($0.id).count }.max() ?? 0
    for session in found {
      let id = String(session.id)
      let padding = String(repeating: " ", count: width - id.count)
      let edits = session.editCount == 1 ? "1 edit" : "\(session.editCount) edits"
      try StandardOutput.write(
        "\(padding)\(id)  \(Timestamp.local(session.updated))  \(edits)  \(line(session.title))\n")
      if let excerpt = session.excerpt {
        try StandardOutput.write(
          String(repeating: " ", count: width + 2) + line(excerpt) + "\n")
      }
    }
    if found.isEmpty {
      StandardError.write(query == nil ? "no sessions yet" : "no session holds these words")
    }
  }

  /// A text as one line.
  private func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
