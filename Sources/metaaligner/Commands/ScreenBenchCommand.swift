import ArgumentParser
import StrictJSON
import TerminalUI

/// `metaaligner bench screen`: what drawing costs.
///
/// Not asynchronous: the program's loop waits on the thread that runs it.
struct ScreenBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Measure the interactive program's frames and keys.",
    discussion: """
      Streams a scripted edit and presses keys on a terminal in memory, with the program's own loop and views.

      --json prints one document: schema, words, frame_seconds (from a piece of the edit to its frame), key_seconds (from a \
      key to its frame) and changed_cells_per_frame, each by the screen's size, and spread, as metaaligner bench core.

      --live starts the program itself in a pseudo-terminal and types into the answer while the model makes one edit \
      after another: key_to_screen_seconds (from a key to the bytes that draw it), its 99th percentile and maximum, \
      drawing_share_of_a_core and process_share_of_a_core (at 200 tokens a second, without a model) and resident_bytes_start and _end.

      EXAMPLES:
        metaaligner bench screen --words 2000
        metaaligner bench screen --live --keys 1000 --json
      """)

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Words of the answer.", valueName: "count"))
  var words = 600

  @Flag(help: "Measures the program itself in a pseudo-terminal, its model at work.")
  var live = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keys to press, with --live.", valueName: "count"))
  var keys = 600

  @Option(
    help: ArgumentHelp(
      "The model that works, with --live. (default: the one that chat opens)", valueName: "folder"))
  var model: String?

  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    guard (1...1_000_000).contains(keys) else {
      throw ValidationError("--keys must be from 1 to 1000000.")
    }
    guard (8...100_000).contains(words) else {
      throw ValidationError("--words must be from 8 to 100000.")
    }
  }

  func run() throws {
    if live {
      let document = try LiveScreenBench(model: model, keys: keys).run().document
      return json
        ? try StandardOutput.write(document.json) : try StandardOutput.write(document.table)
    }
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
