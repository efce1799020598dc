import Alignment
import ArgumentParser
import Datasets
import Evaluation
import Generation
import Storage
import StrictJSON

/// `metaaligner evaluate`: how good a model's edits are.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how good a model's edits are.",
    subcommands: [DemoEvaluateCommand.self])
}

/// `metaaligner evaluate demo`: the held-out test of the default model.
struct DemoEvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Measure a model on the default model's held-out test.",
    discussion: """
      Edits made-up answers, of words and sentences that `dataset demo` keeps out of training, and with --answers answers from \
      files too, for each objective, for pairs of objectives, and where nothing is to be changed. The edits are greedy; the \
      right one is the rules' of `dataset demo`.

      --json prints one document: schema, model, model_folder, seed, rows_per_group, long_tokens and parts; each part has \
      source (made-up or files) and groups, and each of these group (an objective, pairs, unchanged or all), rows, skipped \
      (too long for the model), tokens, token_accuracy (teacher-forced), short, exact (share of edits of up to long_tokens \
      tokens that are right to the character), long, long_exact, long_word_f1, toggled, toggled_off_removes (share of \
      objectives whose effect goes when they are taken off), unseen_words and unseen_words_copied; null where there is \
      nothing to count.

      EXAMPLE:
        metaaligner evaluate demo --model models/default --rows 20 --json
      """)

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Answers") var answers: AnswerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows of each of the 11 groups of a part.", valueName: "count"))
  var rows = 20

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The same rows come for the same seed.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(help: "Prints one JSON document.") var json = false
  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    if !(1...100_000).contains(rows) {
      throw ValidationError("--rows must be from 1 to 100000.")
    }
  }

  func run() async throws {
    let samples = try answers.read()
    let engine = try loadEngine()
    let evaluation = DemoEvaluation(engine: engine)
    let parts =
      [("made-up", DemoTest(seed: seed))]
      + (samples.isEmpty ? [] : [("files", DemoTest(answers: samples, seed: seed))])
    let total = rows * DemoTest.Group.all.count * parts.count
    var meter = ProgressMeter(label: "measuring", isShown: !quiet && StandardError.isTerminal)
    var report = DemoReport(engine: engine.description, seed: seed, rowsPerGroup: rows)
    for (index, (source, test)) in parts.enumerated() {
      let before = total / parts.count * index
      let results = try await evaluation.run(
        test, rowCount: rows, countsUnseenWords: index == 0
      ) { meter.show(before + $0, of: total) }
      report.append(source, results)
    }
    meter.clear()
    if json { return try StandardOutput.write(report.json) }
    try StandardOutput.write(report.table)
  }

  private func loadEngine() throws -> LocalEngine {
    let places = Places.current(flags: Places.Flags(catalog: nil, model: model.model))
    guard let folder = places.defaultModel() else {
      throw CommandError.noModel(searched: places.modelCandidates)
    }
    let engine = try LocalEngine(path: folder, options: model.compute.engineOptions())
    if let name = engine.description.promptFormat, PromptFormat(rawValue: name) == nil {
      throw CommandError.unknownPromptFormat(name: name, folder: folder)
    }
    return engine
  }
}
