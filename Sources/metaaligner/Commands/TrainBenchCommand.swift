import ArgumentParser
import Checkpoints
import StrictJSON
import Tensors
import Training

/// `metaaligner bench train`: what a training step costs.
struct TrainBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Measure training: forward, backward and optimizer, in tokens a second.",
    discussion: """
      Every token of every sequence carries loss. Weights and tokens are random; the rate does not depend on them.

      --json prints one document: schema, kernel_level, threads, arithmetic, recompute, sequences, length, and by each shape parameters, \
      step_tokens_per_second, step_flops_per_token (of the products of matrices), gemm_flops_per_second (measured with the same \
      workers), gemm_fraction, loss, peak_rss_bytes (of the process so far: give --shape for one shape's own); and spread, as \
      metaaligner bench core.

      EXAMPLES:
        metaaligner bench train
        metaaligner bench train --shape default --threads 2 --json
      """)

  @Option(help: "What is trained. (default: both, one after the other)")
  var shape: TrainBenchShape?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Sequences of a step.", valueName: "count"))
  var sequences = 16
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Tokens of a sequence.", valueName: "count"))
  var length = 256
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Steps that are measured.", valueName: "count"))
  var steps = 7
  @Option(help: "none: activations are kept for the backward pass. layers: computed again.")
  var recompute = ActivationRecomputation.none
  @Option(help: "exact: products in 32-bit floats. fast: in bfloat16 where the processor has it.")
  var arithmetic = Arithmetic.exact
  @Flag(help: "Prints one JSON document.") var json = false
  @OptionGroup var kernels: KernelOptions
  @OptionGroup var threadOption: ThreadOption

  func validate() throws {
    guard (1...1_024).contains(sequences) else {
      throw ValidationError("--sequences must be from 1 to 1024.")
    }
    guard (2...8_192).contains(length) else {
      throw ValidationError("--length must be from 2 to 8192.")
    }
    guard (1...1_000).contains(steps) else {
      throw ValidationError("--steps must be from 1 to 1000.")
    }
  }

  func run() throws {
    try kernels.choose()
    let workers = WorkerPool(threadCount: threadOption.threads ?? WorkerPool.defaultThreadCount)
    let progress = BenchProgress(isShown: !json && StandardError.isTerminal)
    defer { progress.finish() }
    let work = TrainBench.Work(
      sequences: sequences, length: length, steps: steps, recomputation: recompute,
      arithmetic: arithmetic)
    let shapes = shape.map { [$0] } ?? TrainBenchShape.allCases
    var figures: [(TrainBenchShape, TrainFigures)] = []
    for shape in shapes {
      let bench = try TrainBench(shape.configuration(), work: work, workers: workers)
      // The larger shape on fewer steps: it takes as long.
      let budget = BenchBudget(BenchBudget.wholeRun).share(0.45)
      figures.append((shape, bench.run(budget) { progress.show("\(shape.rawValue), \($0)") }))
    }
    progress.finish()
    let document = BenchDocument(
      facts: [
        ("kernel_level", .string(Kernels.chosen.name)),
        ("threads", .integer(Int64(workers.threadCount))),
        ("arithmetic", .string(arithmetic.rawValue)),
        ("recompute", .string(recompute.rawValue)),
        ("sequences", .integer(Int64(sequences))), ("length", .integer(Int64(length))),
      ],
      figures: figures.map { ($0.rawValue, .object(JSONObject($1.members))) },
      spreads: figures.map { ($0.rawValue, .object(JSONObject($1.spreads))) })
    if json { return try StandardOutput.write(document.json) }
    try StandardOutput.write(document.table)
  }
}
