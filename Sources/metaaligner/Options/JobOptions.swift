import ArgumentParser
import Batch
import Glibc

/// How a job over the rows of a file is run.
struct JobOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most rows that are worked on at a time; fewer where memory ends.", valueName: "count"))
  var concurrency = 8

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only the first rows of the file; without it, or with more, the same job goes on. (default: all)",
      valueName: "count"))
  var rows: Int?

  @Flag(help: "Works again on rows that failed before.") var retryFailed = false

  @Flag(help: "Throws away what was done before, and begins anew.") var restart = false

  @Flag(help: "Puts damaged lines of the job's journal aside and works again on their rows.")
  var repair = false

  @Flag(help: "Replaces an output file that no job is known of.") var force = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds between lines of progress where standard error is no terminal.",
      valueName: "seconds"))
  var logEvery = 30.0

  @Flag(help: "Prints one JSON document at the end.") var json = false

  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.")
  var quiet = false

  func validate() throws {
    if !(1...4096).contains(concurrency) {
      throw ValidationError("--concurrency must be from 1 to 4096.")
    }
    if let rows, rows < 1 { throw ValidationError("--rows must be at least 1.") }
    if !(logEvery > 0 && logEvery <= 86_400) {
      throw ValidationError("--log-every must be above 0 and at most 86400.")
    }
  }

  /// Who says things on standard error.
  var notices: Notices { Notices(isQuiet: quiet, isVerbose: false) }

  /// Runs a job to its end, showing how far it is, or until a signal stops it.
  ///
  /// - Parameters:
  ///   - batch: What is made of what.
  ///   - task: What is done with each row.
  ///   - label: What is being done, for people.
  /// - Throws: `BatchError`, or `CommandError.interrupted` or `.rowsFailed`.
  func run(_ batch: BatchJob, task: any RowTask, label: String) async throws {
    let options = BatchOptions(
      concurrency: concurrency, rowLimit: rows, retriesFailed: retryFailed, restarts: restart,
      repairs: repair, replacesOutput: force)
    let run = BatchRun(batch, task: task, options: options)
    let display = JobDisplay(label: label, isQuiet: quiet, logInterval: logEvery)
    let signals = InterruptSignals { run.stop() }
    defer { signals.stop() }
    let report: BatchReport
    do {
      report = try await run.run(display.show)
    } catch {
      display.clear()
      throw error
    }
    display.clear()
    if json { try StandardOutput.write(JobDocument(report: report, output: batch.output).json) }
    guard report.isComplete else {
      let progress = report.progress
      notices.notice(
        """
        stopped with \(progress.savedRows + progress.failedRows) of \(progress.totalRows) rows saved in \
        \(batch.output).run; the same command goes on
        """)
      throw CommandError.interrupted(signal: signals.received ?? SIGINT)
    }
    notices.notice(JobDisplay.summary(report.progress, output: batch.output))
    if let failure = report.firstFailure {
      throw CommandError.rowsFailed(
        count: report.progress.failedRows, total: report.progress.totalRows, first: failure.row,
        reason: failure.reason)
    }
  }
}
