import ArgumentParser
import Batch
import Generation
import Storage
import StrictJSON

/// `metaaligner generate`: a policy's answers to the questions of a file.
struct GenerateRowsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Have a policy answer every question of a file.",
    discussion: """
      Reads .csv or .jsonl (.gz too) with the questions and wished-for answers of HH-RLHF (prompt, chosen_response), \
      UltraFeedback (query, golden_response) or IMHI (query, gpt-3.5-turbo), or what --prompt-column and --golden-column name. \
      Writes query, goldens and generated_text, as the published scripts do, in the order of the questions, when all are \
      answered.

      Until then, answers are kept in OUTPUT.run as they come, so that the same command goes on where the last one ended, \
      whatever ended it. Sampled answers are the same with and without interruption. A question that cannot be answered has \
      an empty answer, is told at the end, and makes the exit code 1; --retry-failed asks it again. Ctrl-C lets answers that \
      are being written come to their end for up to 5 seconds; a second one ends the program at once.

      Memory does not grow with the file but for about 40 bytes a row.

      --json prints one document: schema, output, rows, saved, failed, generated_tokens, seconds, tokens_per_second, complete \
      and first_failure (null, or row, from 0, and reason).

      EXAMPLES:
        metaaligner generate HH-RLHF/test.csv --output answers.csv \\
          --policy ~/models/Llama-2-7b-chat --stop-at-turns
        metaaligner generate questions.jsonl --output answers.jsonl \\
          --policy ~/models/TinyLlama-1.1B-Chat --chat --temperature 0.6 --top-p 0.9
      """)

  enum Form: String, EnumerableFlag {
    case raw, chat

    static func help(for value: Form) -> ArgumentHelp? {
      switch value {
      case .raw: "Gives each question to the model as it is, as the published scripts do. (default)"
      case .chat:
        "Gives each question as a dialogue in the form that the model was trained to answer."
      }
    }
  }

  @Argument(help: ArgumentHelp("The questions.", valueName: "file"))
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The answers: .csv or .jsonl.", valueName: "file"))
  var output: String

  @OptionGroup(title: "Questions") var questions: QuestionOptions

  @Option(
    name: [.customLong("policy"), .customLong("model")],
    help: ArgumentHelp(
      """
      What answers: a folder in the layout of Hugging Face, a GGUF file, or the name of an engine of the configuration. \
      (default: the setting 'policy', else METAALIGNER_MODEL, else the embedded model)
      """, valueName: "path|name"))
  var policy: String?

  @Flag(exclusivity: .exclusive) var form = Form.raw

  @Option(help: ArgumentHelp("What comes before each dialogue. (default: nothing)"))
  var system: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tokens of an answer.", valueName: "count"))
  var maxTokens = 1024

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Ends an answer where this text appears; may be given again. (default: none)",
      valueName: "text"))
  var stop: [String] = []

  @Flag(help: "Ends an answer where a next turn (Human: or Assistant: after an empty line) begins.")
  var stopAtTurns = false

  @OptionGroup(title: "Computing") var compute: ComputeOptions
  @OptionGroup(title: "Sampling") var sampling: SamplingOptions
  @OptionGroup(title: "Job") var job: JobOptions
  @OptionGroup(title: "Settings") var configurationFile: ConfigurationOption

  func validate() throws {
    if maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1.") }
    if stop.contains("") { throw ValidationError("--stop must not be empty.") }
    if system != nil, form == .raw { throw ValidationError("--system needs --chat.") }
  }

  func run() async throws {
    let settings = try configurationFile.load()
    if let notice = settings.unknownMembersNotice { job.notices.notice(notice) }
    let columns = try GenerationColumns(
      of: input, prompt: questions.promptColumn, golden: questions.goldenColumn)
    let engine = try await loadEngine(settings)
    let seed = try chooseSeed()
    let batch = BatchJob(
      kind: "generate", input: input, output: output,
      settings: try jobSettings(engine, seed: seed, columns),
      columns: columns.output(withDetails: questions.details))
    try await job.run(batch, task: task(engine, seed: seed, columns), label: "answering")
  }

  private func loadEngine(_ settings: Settings) async throws -> any Engine {
    let factory = EngineFactory(settings)
    let name = policy ?? settings.text(.policy) ?? settings.text(.model)
    let places = Places.current(flags: Places.Flags(model: name))
    guard let source = try name.map(factory.source) ?? places.defaultModel().map(EngineSource.local)
    else { throw CommandError.noModel(searched: places.modelCandidates) }
    return try await factory.load(source, options: compute.engineOptions(settings))
  }

  /// The seed of the job that is gone on with, where none is given.
  private func chooseSeed() throws -> UInt64 {
    if let seed = sampling.seed { return seed }
    let recorded = job.restart ? nil : try BatchRun.recordedSettings(of: output)
    return recorded?["seed"]?.intValue.map(UInt64.init) ?? sampling.chooseSeed()
  }

  private var stopStrings: [String] {
    stop + (stopAtTurns ? ["\n\nHuman:", "\n\nAssistant:"] : [])
  }

  private func task(
    _ engine: any Engine, seed: UInt64, _ columns: GenerationColumns
  ) -> GenerationTask {
    let (sampling, defaults) = (sampling, (engine as? LocalEngine)?.generationDefaults)
    return GenerationTask(
      engine: engine, promptColumn: columns.prompt,
      form: form == .raw ? .raw : .chat(system: system), maximumTokens: maxTokens,
      stopStrings: stopStrings,
      sampling: { row throws(GenerationError) in
        try sampling.resolve(defaults: defaults, seed: GenerationTask.seed(seed, row: row))
      },
      explain: { ErrorReporter.explain($0).message })
  }

  private func jobSettings(
    _ engine: any Engine, seed: UInt64, _ columns: GenerationColumns
  ) throws -> JSONObject {
    let choice = try sampling.resolve(for: engine, seed: seed)
    var object = JSONObject([
      ("engine", .object(try ModelFingerprint.make(engine.description))),
      ("prompt_column", .string(columns.prompt)),
      ("form", .string(form.rawValue)), ("system", system.map(JSONValue.string) ?? .null),
      ("max_tokens", .integer(Int64(maxTokens))),
      ("stop", .array(stopStrings.map(JSONValue.string))), ("sampling", choice.json),
      ("seed", choice.seed.map(JSONValue.init(seed:)) ?? .null),
    ])
    if let adapter = compute.adapter {
      object["adapter"] = .object(try ModelFingerprint.files(at: adapter) ?? JSONObject())
    }
    return object
  }
}

/// Which columns hold what is asked, and what is written beside the answers.
struct QuestionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column of the questions. (default: prompt, query, question, instruction, context or input)",
      valueName: "name"))
  var promptColumn: String?

  @Option(
    help: ArgumentHelp(
      """
      The column of the wished-for answers. (default: chosen_response, golden_response, gpt-3.5-turbo, goldens, golden, gold \
      or reference; without any, goldens is empty)
      """, valueName: "name"))
  var goldenColumn: String?

  @Flag(
    help: """
      Adds the columns stop_reason, prompt_tokens and generated_tokens; when all is answered, again with and without it.
      """)
  var details = false
}
