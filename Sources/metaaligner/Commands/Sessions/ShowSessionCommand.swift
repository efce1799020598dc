public import ArgumentParser
public import Sessions
import Storage
import StrictJSON

struct ShowSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a session: its texts and edits, the differences marked.",
    discussion: """
      EXAMPLES:
        metaaligner sessions show 12
        metaaligner sessions show 12 --json
      """)

  @OptionGroup var session: SessionArgument
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let session = try SessionsCommand.store(for: session.id).session(session.id)
    if json { return try StandardOutput.write(session.document) }
    try StandardOutput.write(
      String(decoding: SessionExport.bytes(of: session, as: .markdown), as: UTF8.self))
  }
}

struct ExportSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a session as Markdown, JSON lines or a page.",
    discussion: """
      md marks differences as [-removed-]{+added+}; jsonl has a line for the session (kind session), one an edit (kind \
      edit) and one a verdict on an edit's changes (kind verdict); html is a page that needs nothing but itself.

      EXAMPLES:
        metaaligner sessions export 12 > session.md
        metaaligner sessions export 12 --format html --output session.html
      """)

  @OptionGroup var session: SessionArgument

  @Option(help: ArgumentHelp("md, jsonl or html.", valueName: "format"))
  var format = SessionExport.Format.markdown

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file, which is replaced. (default: standard output)", valueName: "file"))
  var output: String?

  func run() throws {
    let session = try SessionsCommand.store(for: session.id).session(session.id)
    let bytes = SessionExport.bytes(of: session, as: format)
    guard let output else {
      return StandardOutput.isTerminal
        ? try StandardOutput.write(String(decoding: bytes, as: UTF8.self))
        : try StandardOutput.write(bytes)
    }
    try AtomicFile.write(bytes, to: output)
  }
}

extension SessionExport.Format: ExpressibleByArgument {}
