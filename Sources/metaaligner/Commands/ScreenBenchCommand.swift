import ArgumentParser
import StrictJSON
import TerminalUI

/// `metaaligner bench screen`: what drawing costs.
///
/// Not asynchronous: the program's loop waits on the thread that runs it.
struct ScreenBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Measure the interactive program's frames and keys, without a screen.",
    discussion: """
      Streams a scripted edit and presses keys on a terminal in memory, with the program's own loop and views.

      --json prints one document: schema, words, frame_seconds (from a piece of the edit to its frame), key_seconds (from a \
      key to its frame) and changed_cells_per_frame, each by the screen's size, and spread, as metaaligner bench core.

      EXAMPLE:
        metaaligner bench screen --words 2000
      """)

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Words of the answer.", valueName: "count"))
  var words = 600

  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    guard (8...100_000).contains(words) else {
      throw ValidationError("--words must be from 8 to 100000.")
    }
  }

  func run() throws {
    let bench = ScreenBench(words: words)
    let figures = ScreenBench.sizes.map { ($0, bench.run($0)) }
    let measured = ScreenFigures.document(figures)
    let document = BenchDocument(
      facts: [("words", .integer(Int64(words)))], figures: measured.figures,
      spreads: measured.spreads)
    if json { return try StandardOutput.write(document.json) }
    try StandardOutput.write(document.table)
  }
}
