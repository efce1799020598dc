import Alignment
import ArgumentParser
import Checkpoints
import Datasets
import Generation
import Storage
import StrictJSON
import Tensors
import Transformer

/// `metaaligner bench core`: the transformer core, and with `--edits` what edits cost.
struct CoreBenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "core",
    abstract: "Measure the core: prompts, tokens, drafts, several texts at once, edits.",
    discussion: """
      Takes at most two minutes. Every figure is the median of several measurements.

      --edits names a CSV file with the columns query, generated_text and aligned. Each edit in the last is replayed as though \
      the model wrote it, to see how much guessing ahead saves; then the time to the first token is measured: of a text not \
      seen before, with an objective toggled, and toggled back.

      --json prints one document: schema, model, shape, format, arithmetic, kv_cache, kernel_level, threads, prompt_tokens, \
      decode_tokens, batch, load_seconds, prefill_tokens_per_second, decode_tokens_per_second (from an empty context), \
      decode_after_prompt_tokens_per_second, verify_cost (the time of a pass over so many tokens relative to one), \
      batch_tokens_per_second, batch_speedup, weight_bytes_per_token (layers and output head), \
      read_bandwidth_bytes_per_second, decode_bandwidth_fraction, peak_rss_bytes; with --edits also edits, draft_cost, \
      accepted_tokens_per_step, speculation_speedup, speculation_speedup_where_two_thirds_kept, kept_share, \
      first_token_cold_seconds, first_token_toggled_seconds and first_token_toggled_back_seconds; and spread, which has for \
      each of them samples, minimum, p10, p25, median, p75, p90 and maximum.

      EXAMPLES:
        metaaligner bench --shape tinyllama-1.1b --format q8_0 --threads 2
        metaaligner bench --model models/default --edits edits.csv --json
      """)

  @OptionGroup(title: "Model") var model: BenchModelOptions
  @OptionGroup(title: "Work") var work: BenchWorkOptions
  @OptionGroup(title: "Objectives of the edits") var objectives: ObjectiveOptions
  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    if work.edits != nil, model.shape != nil {
      throw ValidationError("--edits needs a model that can read; leave out --shape.")
    }
  }

  func run() async throws {
    let budget = BenchBudget(BenchBudget.wholeRun)
    let notices = Notices(isQuiet: json, isVerbose: false)
    let progress = BenchProgress(isShown: !json && StandardError.isTerminal)
    defer { progress.finish() }
    try model.chooseKernels()
    let edits = try work.edits.map { try knownEdits($0, notices) }

    let subject = try BenchSubject(model, progress: progress.show)
    let size = try work.work(contextLength: subject.model.configuration.contextLength)
    let bench = CoreBench(
      subject.model, work: size, workers: subject.workers, options: model.inferenceOptions)
    // With edits there is more to do in the same time.
    var figures = bench.run(budget.share(edits == nil ? 1 : 0.5), progress: progress.show)
    figures.loadSeconds = subject.loadSeconds
    var document = BenchDocument(
      facts: subject.facts(model) + size.facts, figures: figures.members,
      spreads: figures.spreads)
    if let edits {
      let costs = try await measure(edits, budget, progress)
      document = BenchDocument(
        facts: document.facts, figures: document.figures + costs.members,
        spreads: document.spreads + costs.spreads)
    }
    progress.finish()
    if json { return try StandardOutput.write(document.json) }
    try StandardOutput.write(document.table)
  }

  /// The rows of the table that have an edit, with the requests that they answer.
  private func knownEdits(
    _ path: String, _ notices: Notices
  ) throws -> (edits: [KnownEdit], resolver: RequestResolver) {
    let resolver = try RequestResolver(
      objectives, model: model.model, factory: EngineFactory(Settings()),
      adapter: model.adapter, notices: notices)
    let text = try TextFile.read(path, acceptsPipes: true)
    var edits: [KnownEdit] = []
    do throws(CSVFault) {
      let table = try CSVTable(text)
      let (query, answer) = (try table.column("query"), try table.column("generated_text"))
      let aligned = try table.column("aligned")
      for row in table.rows where !row[aligned].isEmpty {
        edits.append(
          KnownEdit(
            request: resolver.request(context: row[query], answer: row[answer]),
            edit: row[aligned]))
      }
    } catch {
      throw BenchError.table(path: path, error)
    }
    guard !edits.isEmpty else { throw BenchError.noEdits(path: path) }
    return (edits, resolver)
  }

  private func measure(
    _ known: (edits: [KnownEdit], resolver: RequestResolver), _ budget: BenchBudget,
    _ progress: BenchProgress
  ) async throws -> EditFigures {
    progress.show("loading the engine")
    let engine = try known.resolver.loadLocalEngine(model.engineOptions)
    let chosen = Set(known.resolver.objectives.map(\.id))
    let bench = EditBench(
      engine: engine, edits: known.edits,
      otherObjective: known.resolver.catalog.objectives.first { !chosen.contains($0.id) })
    return try await bench.run(budget, progress: progress.show)
  }
}
