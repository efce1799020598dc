import Alignment
import Glibc

/// Writes the demonstration's data as the trainer reads it.
///
/// `all_equal` has edits that keep an answer as good as it is, `no_equal` those that improve it; `corpus.txt` has text for a
/// tokenizer. Validation and test rows are made of words, sentences and answers that no training row has.
public struct DemoDataset {
  /// One file of rows.
  public struct Part: Sendable, Equatable {
    /// Its path in the folder.
    public let path: String
    /// How many rows it gets.
    public let rowCount: Int
    let isHeldOut: Bool
    let isEqual: Bool
  }

  /// The files, in the order in which they are written.
  public let parts: [Part]
  private let options: DemoGenerator.Options
  private let seed: UInt64
  private static let corpusRows = 20_000

  /// A data set of so many training rows that improve; a quarter as many keep equal.
  ///
  /// - Parameters:
  ///   - rowCount: Rows of `no_equal/train.json`.
  ///   - seed: The same rows come for the same seed.
  ///   - options: What rows are made from; one in 32 of its answers is kept for validation and test.
  public init(rowCount: Int, seed: UInt64, options: DemoGenerator.Options) {
    self.options = options
    self.seed = seed
    let validation = min(500, max(1, rowCount / 20))
    parts = [
      Part(path: "no_equal/train.json", rowCount: rowCount, isHeldOut: false, isEqual: false),
      Part(path: "no_equal/val.json", rowCount: validation, isHeldOut: true, isEqual: false),
      Part(path: "no_equal/test.json", rowCount: validation, isHeldOut: true, isEqual: false),
      Part(
        path: "all_equal/train.json", rowCount: max(1, rowCount / 4), isHeldOut: false,
        isEqual: true),
      Part(path: "all_equal/val.json", rowCount: validation, isHeldOut: true, isEqual: true),
    ]
  }

  /// How many rows there are in all.
  public var rowCount: Int { parts.reduce(0) { $0 + $1.rowCount } }

  /// Writes everything.
  ///
  /// - Parameters:
  ///   - folder: Where to; it and what it needs is made.
  ///   - progress: Called after every few rows with how many there are.
  /// - Throws: `DatasetError.fileAccess`.
  public func write(to folder: String, progress: (Int) -> Void) throws(DatasetError) {
    for path in ["", "/no_equal", "/all_equal"] { try Self.makeFolder(folder + path) }
    var corpus = Self.ruleWords
    var written = 0
    for (index, part) in parts.enumerated() {
      var options = options
      options.isHeldOut = part.isHeldOut
      options.direction = part.isEqual ? .equal : .better
      options.answers = options.answers.filter { Self.isHeldOut($0) == part.isHeldOut }
      var generator = DemoGenerator(options, seed: seed &+ UInt64(index) &* 0x1_0000_0001)
      let file = try ConversationWriter(folder + "/" + part.path)
      for row in 0..<part.rowCount {
        let made = generator.next()
        let prompt = made.request.prompt
        try file.append(prompt: prompt, target: made.target)
        if index == 0, row < Self.corpusRows {
          corpus += made.corpusText(prompt: row % 8 == 0 ? prompt : nil).utf8
        }
        written += 1
        if written % 256 == 0 { progress(written) }
      }
      try file.finish()
    }
    try TextOutput.write(corpus, to: folder + "/corpus.txt")
    progress(written)
  }

  /// Whether an answer from a file is kept for validation and test.
  private static func isHeldOut(_ sample: AnswerSample) -> Bool {
    stableHash(sample.context) >> 32 & 31 == 0
  }

  /// The words of the rules, often enough that a tokenizer makes pieces of them: a word that is replaced is then seen whole
  /// where it begins.
  private static var ruleWords: [UInt8] {
    let entries = DemoObjective.allCases.flatMap(\.substitutions.entries)
    let words = entries.map { "\($0.pattern) \($0.replacement)" }
    let line = words.joined(separator: " ") + "\n"
    let capitals = words.map(\.capitalizingFirst).joined(separator: "\n") + "\n"
    return (0..<24).flatMap { $0 % 3 == 0 ? Array(capitals.utf8) : Array(line.utf8) }
  }

  private static func makeFolder(_ path: String) throws(DatasetError) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }
}

extension DemoRow {
  /// The row as text for a tokenizer: the whole prompt where it is given, for the words around.
  fileprivate func corpusText(prompt: String?) -> String {
    var text = prompt ?? request.context + "\n" + request.answer
    text += "\n" + (target == request.answer ? "" : target + "\n")
    return text
  }
}
