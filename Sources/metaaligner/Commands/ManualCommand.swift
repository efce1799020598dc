import ArgumentParser
import StrictJSON

/// `metaaligner man`: the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Print the manual page: every command, key and setting.",
    discussion: """
      EXAMPLES:
        metaaligner man | man -l -
        metaaligner man > ~/.local/share/man/man1/metaaligner.1
      """)

  func run() throws {
    // The argument parser's own description of all commands; it is what its tools for manuals read.
    let tree = try JSONParser.parse(MetaalignerCommand._dumpHelp().utf8)
    try StandardOutput.write(Array(ManualPage.text(ofCommandTree: tree).utf8))
  }
}
