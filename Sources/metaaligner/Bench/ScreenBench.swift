import Alignment
import ChatApp
import Generation
import StrictJSON
import TerminalUI

/// Measures the drawing side: the program's own loop and views, a scripted edit, and a terminal in memory.
struct ScreenBench {
  /// Words of the answer, and of the edit.
  let words: Int

  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    Size(columns: 500, rows: 120),
  ]

  /// Streams an edit, then presses keys, on a screen of this size.
  ///
  /// Waits; not to be called on a thread of Swift's own pool.
  func run(_ size: Size) -> ScreenFigures {
    let (chunks, feed) = AsyncStream.makeStream(of: String.self)
    let text = BenchText(words: words)
    let terminal = MeasuringTerminal(size: size, chunks: text.edit, feed: feed)
    let program = ChatProgram(
      configuration: ChatConfiguration(
        start: ChatConfiguration.Start(context: text.context, answer: text.answer.joined()),
        objectives: ["harmless", "helpful"], family: .hhRLHF, prefetching: .off,
        modelName: "scripted"),
      terminal: terminal,
      services: ChatServices(
        saveCatalog: { _ in "" }, editorCommand: { [$0] }, describeError: { "\($0)" }),
      loadEngine: { PacedEngine(chunks: chunks) }, elapsed: { terminal.clock })
    _ = program.run()
    return terminal.figures
  }
}

/// What was measured on one size of screen.
struct ScreenFigures {
  /// Seconds from a piece of the edit to its frame, comparison and drawing included.
  var frames: [Double] = []
  /// Seconds from a key to its frame.
  var keys: [Double] = []
  /// Cells that a frame of the stream changed.
  var changedCells: [Double] = []

  /// The figures of several sizes by their names in the document.
  static func document(_ figures: [(size: Size, figures: ScreenFigures)]) -> BenchDocument {
    typealias Measured = (name: String, values: (ScreenFigures) -> [Double])
    let measured: [Measured] = [
      ("frame_seconds", \.frames), ("key_seconds", \.keys),
      ("changed_cells_per_frame", \.changedCells),
    ]
    func members(
      _ values: (ScreenFigures) -> [Double], _ value: (BenchSamples) -> JSONValue
    ) -> JSONValue {
      .object(
        JSONObject(
          figures.map { size, figures in
            ("\(size.columns)x\(size.rows)", value(BenchSamples(values(figures))))
          }))
    }
    return BenchDocument(
      facts: [],
      figures: measured.map { ($0.name, members($0.values) { .figure($0.median) }) },
      spreads: measured.map { ($0.name, members($0.values, \.spread)) })
  }
}

/// Texts as long as wanted, always the same.
struct BenchText {
  let context = "Human: What should I know about tea?\n\nAssistant:"
  let answer: [String]
  /// The answer with every seventh word another one; its end in pieces of a few words as a model gives them, what is before
  /// that in a few large ones.
  let edit: [String]

  /// As many plain words in a row, without any character beyond ASCII.
  var plainAnswer: String { answer.filter { $0.allSatisfy(\.isASCII) }.joined() }

  private static let vocabulary = [
    "water", "leaves", "the", "of", "morning", "it", "is", "naïve", "to", "brew", "slowly", "with",
    "a", "kettle", "and", "patience,", "日本茶", "because", "warm", "cups", "taste", "better.",
  ]

  private static let measuredWords = 600

  init(words: Int) {
    let count = Self.vocabulary.count
    answer = (0..<words).map { Self.vocabulary[$0 * $0 % 97 % count] + " " }
    let changed = answer.enumerated().map { $0 % 7 == 6 ? "rather " : $1 }
    let measured = max(0, words - Self.measuredWords)
    let starts =
      Array(stride(from: 0, to: measured, by: max(1, measured / 10)))
      + Array(stride(from: measured, to: words, by: 4)) + [words]
    edit = zip(starts, starts.dropFirst()).map { changed[$0..<$1].joined() }
  }
}
