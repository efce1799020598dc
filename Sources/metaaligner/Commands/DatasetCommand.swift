import ArgumentParser
import Datasets
import Glibc

/// `metaaligner dataset`: data to train with.
struct DatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dataset",
    abstract: "Make data to train with.",
    subcommands: [DemoDatasetCommand.self])
}

/// `metaaligner dataset demo`: the data that the default model was trained with.
struct DemoDatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Make edits by rules, as those that the default model learned.",
    discussion: """
      Answers are made up from the program's own sentences and words, or taken from files; rules edit them for the objectives \
      harmless, helpful, humour, honest, fair, readable, repeat, length and professional. The prompts are HH-RLHF's.

      Writes OUTPUT/no_equal/{train,val,test}.json, whose edits improve, OUTPUT/all_equal/{train,val}.json, whose edits keep \
      an answer as good as it is (a quarter as many rows), and OUTPUT/corpus.txt for a tokenizer. The conversations are as \
      FastChat's trainer reads them. Rows for val and test are made of words, sentences and answers that train has not.

      EXAMPLES:
        metaaligner dataset demo --output demo-data --rows 50000
        metaaligner dataset demo --output demo-data --rows 50000 \\
          --answers harmless-base-test.jsonl.gz:1235 --exclude samples.csv
      """)

  @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var output: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows of no_equal/train.json.", valueName: "count"))
  var rows = 50_000

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The same rows come for the same seed.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var answers: AnswerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How often an answer is taken from --answers rather than made up, from 0 to 1.",
      valueName: "share"))
  var realShare = 0.5

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most characters of a context and an answer together; about 3.5 make a token.",
      valueName: "count"))
  var characterLimit = 5000

  @Flag(help: "Replaces the data where there are any.") var force = false

  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    if !(1...100_000_000).contains(rows) {
      throw ValidationError("--rows must be from 1 to 100000000.")
    }
    if !(0...1).contains(realShare) { throw ValidationError("--real-share must be from 0 to 1.") }
    if !(500...1_000_000).contains(characterLimit) {
      throw ValidationError("--character-limit must be from 500 to 1000000.")
    }
  }

  func run() throws {
    var options = DemoGenerator.Options()
    options.answers = try answers.read()
    options.realShare = realShare
    options.characterLimit = characterLimit
    let dataset = DemoDataset(rowCount: rows, seed: seed, options: options)
    for part in dataset.parts where !force && access("\(output)/\(part.path)", F_OK) == 0 {
      throw DatasetError.fileAccess(path: "\(output)/\(part.path)", errorNumber: EEXIST)
    }
    var meter = ProgressMeter(
      label: "writing rows", isShown: !quiet && StandardError.isTerminal)
    try dataset.write(to: output) { meter.show($0, of: dataset.rowCount) }
    meter.clear()
    Notices(isQuiet: quiet, isVerbose: false).notice(
      "wrote \(dataset.rowCount) rows to \(output), \(options.answers.count) answers from files")
  }
}
