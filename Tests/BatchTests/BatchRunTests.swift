import Datasets
import Generation
import Glibc
import StrictJSON
import Synchronization
import TestSupport
import Testing

@testable import Batch

@Suite("A job over rows")
struct BatchRunTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write(Self.input(200).utf8, to: "in.csv")
  }

  private static func input(_ count: Int) -> String {
    "a,b\n" + (0..<count).map { "\"row \($0), x\",\($0)\n" }.joined()
  }

  private static func output(_ count: Int, without failed: Set<Int> = []) -> String {
    "upper,b\n"
      + (0..<count).map { failed.contains($0) ? ",\($0)\n" : "\"ROW \($0), X\",\($0)\n" }.joined()
  }

  private func job(
    _ settings: JSONObject = JSONObject([("seed", 1)]), output: String = "out.csv"
  ) -> BatchJob {
    BatchJob(
      kind: "test", input: folder["in.csv"], output: folder[output], settings: settings,
      columns: [
        OutputColumn("upper", .result("upper")), OutputColumn("b", .input("b")),
      ])
  }

  @discardableResult
  private func run(
    _ task: CountingTask = CountingTask(), _ options: BatchOptions = BatchOptions()
  ) async throws -> BatchReport {
    try await BatchRun(job(), task: task, options: options).run()
  }

  /// Stops the job when so many rows have ended.
  private func runUntil(_ count: Int, drainTime: Duration = .seconds(5)) async throws
    -> CountingTask
  {
    let task = CountingTask()
    let run = BatchRun(
      job(), task: task, options: BatchOptions(concurrency: 3, drainTime: drainTime))
    let report = try await run.run { progress in
      if progress.finishedRows >= count { run.stop() }
    }
    #expect(!report.isComplete)
    #expect(access(folder["out.csv"], F_OK) != 0)
    #expect(report.progress.savedRows == task.done.count)
    return task
  }

  @Test("has its result in the order of the rows", arguments: [1, 7, 500])
  func order(_ concurrency: Int) async throws {
    let task = CountingTask()
    let report = try await run(task, BatchOptions(concurrency: concurrency))
    #expect(report.isComplete && report.firstFailure == nil)
    #expect(report.progress.savedRows == 200 && report.progress.generatedTokens == 400)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
    #expect(task.most <= concurrency && task.done.count == 200)
  }

  @Test("goes on where it was stopped, and no row is done twice")
  func resume() async throws {
    let first = try await runUntil(20)
    let second = CountingTask()
    let report = try await run(second)
    #expect(first.done.count >= 20 && first.done.count < 200)
    #expect((first.done + second.done).sorted() == Array(0..<200))
    #expect(report.progress.savedRows == 200)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("ends with the same bytes wherever its journal was cut off")
  func crash() async throws {
    _ = try await runUntil(20)
    let journal = try folder.bytes(of: "out.csv.run/results.jsonl")
    for length in [0, 1, journal.count / 3, journal.count / 2, journal.count - 1] {
      try folder.write(journal[..<length], to: "out.csv.run/results.jsonl")
      try await run()
      #expect(try folder.text(of: "out.csv") == Self.output(200))
    }
  }

  @Test("has nothing to do when all is done, and makes its result again")
  func nothingLeft() async throws {
    try await run()
    unlink(folder["out.csv"])
    let task = CountingTask()
    #expect(try await run(task).isComplete)
    #expect(task.done.isEmpty)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("does the first rows, and later the rest")
  func firstRows() async throws {
    let few = try await run(CountingTask(), BatchOptions(rowLimit: 5))
    #expect(few.progress.totalRows == 5)
    #expect(try folder.text(of: "out.csv") == Self.output(5))
    let rest = CountingTask()
    try await run(rest)
    #expect(rest.done.count == 195)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("keeps failures as rows, and does them again only when asked to")
  func failures() async throws {
    let failing = CountingTask { row throws(RowTaskError) in
      if row.number % 50 == 3 { throw .failed(reason: "broken \(row.number)") }
      if row.number == 9 { throw .unfit(reason: "never") }
    }
    let report = try await run(failing)
    #expect(report.isComplete && report.progress.failedRows == 5)
    #expect(report.firstFailure == RowFailure(row: 3, reason: "broken 3"))
    let failed: Set = [3, 9, 53, 103, 153]
    #expect(try folder.text(of: "out.csv") == Self.output(200, without: failed))
    let idle = CountingTask()
    #expect(try await run(idle).progress.failedRows == 5)
    #expect(idle.done.isEmpty)
    let again = CountingTask()
    let mended = try await run(again, BatchOptions(retriesFailed: true))
    #expect(Set(again.done) == failed && mended.progress.failedRows == 0)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("gives up where every row fails, but not where rows are unfit")
  func givingUp() async throws {
    let failing = CountingTask { _ throws(RowTaskError) in throw .failed(reason: "no server") }
    await #expect(throws: BatchError.keepsFailing(count: 4, reason: "no server")) {
      try await run(failing, BatchOptions(concurrency: 2, failureLimit: 4))
    }
    let unfit = CountingTask { _ throws(RowTaskError) in throw .unfit(reason: "too long") }
    let report = try await run(unfit, BatchOptions(failureLimit: 4))
    #expect(report.progress.failedRows == 200)
  }

  @Test("works on fewer rows at a time where there is no room for more")
  func busy() async throws {
    let working = Mutex(0)
    let task = CountingTask { _ throws(RowTaskError) in
      let isFull = working.withLock { count in
        if count >= 2 { return true }
        count += 1
        return false
      }
      if isFull { throw .busy(reason: "memory") }
      await Task.yield()
      working.withLock { $0 -= 1 }
    }
    let report = try await run(task, BatchOptions(concurrency: 16))
    #expect(report.progress.failedRows == 0)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("ends at what makes every row hopeless")
  func hopeless() async throws {
    let task = CountingTask { _ throws(RowTaskError) in throw .hopeless(.chatUnsupported) }
    await #expect(throws: BatchError.generation(.chatUnsupported)) { try await run(task) }
  }

  @Test("does not wait longer than it may for rows that do not end")
  func drain() async throws {
    let gate = Generation.Gate()
    let task = CountingTask { row throws(RowTaskError) in
      guard row.number == 2 else { return }
      await gate.wait()
      throw .cancelled
    }
    let run = BatchRun(
      job(), task: task, options: BatchOptions(concurrency: 4, drainTime: .milliseconds(1)))
    let report = try await run.run { progress in
      if progress.finishedRows >= 10 { run.stop() }
    }
    #expect(!report.isComplete && !task.done.contains(2))
    #expect(report.progress.savedRows == task.done.count)
  }

  @Test("is not gone on with where anything is another, and says what")
  func differs() async throws {
    try await run()
    let other = JSONObject([("seed", 2), ("engine", ["name": "x"])])
    let difference = BatchError.Difference(name: "settings.seed", former: "1", present: "2")
    let added = BatchError.Difference(
      name: "settings.engine.name", former: nil, present: "\"x\"")
    await #expect(throws: BatchError.differs(folder: folder["out.csv.run"], [difference, added])) {
      try await BatchRun(job(other), task: CountingTask()).run()
    }
    let task = CountingTask()
    let restarted = BatchRun(job(other), task: task, options: BatchOptions(restarts: true))
    #expect(try await restarted.run().isComplete)
    #expect(task.done.count == 200)
    #expect(try BatchRun.recordedSettings(of: folder["out.csv"]) == other)
  }

  @Test("is not gone on with where its rows are others")
  func otherInput() async throws {
    try await run()
    try folder.write(Self.input(201).utf8, to: "in.csv")
    await #expect(throws: BatchError.self) { try await run() }
  }

  @Test("refuses a second process")
  func locked() async throws {
    let holder = try JobFolder(of: folder["out.csv"])
    await #expect(throws: BatchError.locked(folder: holder.path)) { try await run() }
  }

  @Test("replaces no file that it did not make, and never its own rows")
  func foreignOutput() async throws {
    try folder.write("mine".utf8, to: "out.csv")
    await #expect(throws: BatchError.outputExists(path: folder["out.csv"])) { try await run() }
    #expect(try folder.text(of: "out.csv") == "mine")
    #expect(try folder.names() == ["in.csv", "out.csv"])
    try await run(CountingTask(), BatchOptions(replacesOutput: true))
    #expect(try folder.text(of: "out.csv") == Self.output(200))
    let inPlace = BatchRun(
      job(output: "in.csv"), task: CountingTask(), options: BatchOptions(replacesOutput: true))
    await #expect(throws: BatchError.outputIsInput(path: folder["in.csv"])) {
      try await inPlace.run()
    }
  }

  @Test("tells damage in its journal, and mends it when asked to")
  func damage() async throws {
    try await run()
    var bytes = try folder.bytes(of: "out.csv.run/results.jsonl")
    bytes[10] ^= 1
    try folder.write(bytes, to: "out.csv.run/results.jsonl")
    let path = folder["out.csv.run/results.jsonl"]
    await #expect(throws: BatchError.damagedJournal(path: path, line: 1, count: 1)) {
      try await run()
    }
    let task = CountingTask()
    let report = try await run(task, BatchOptions(repairs: true))
    #expect(report.progress.quarantinedLines == 1 && task.done.count == 1)
    #expect(try folder.text(of: "out.csv") == Self.output(200))
  }

  @Test("needs the columns that its result has")
  func missingColumn() async throws {
    var other = job()
    other.columns.append(OutputColumn("c", .input("c")))
    await #expect(
      throws: BatchError.missingColumn(role: "c", candidates: ["c"], found: ["a", "b"])
    ) { try await BatchRun(other, task: CountingTask()).run() }
  }

  @Test("makes a table with a header alone of no rows")
  func empty() async throws {
    try folder.write("a,b\n".utf8, to: "in.csv")
    #expect(try await run().isComplete)
    #expect(try folder.text(of: "out.csv") == "upper,b\n")
  }

  @Test("writes JSON lines where the name asks for them")
  func jsonLines() async throws {
    let run = BatchRun(
      job(output: "out.jsonl"), task: CountingTask(), options: BatchOptions(rowLimit: 1))
    _ = try await run.run()
    #expect(
      try folder.text(of: "out.jsonl") == "{\"upper\":\"ROW 0, X\",\"b\":\"0\"}\n")
  }
}
