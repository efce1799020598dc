import Glibc
import StrictJSON
import Synchronization
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("A run of training") struct TrainingRunTests {
  /// The checkpoint of the last step, byte for byte, and the result.
  private struct Outcome: Equatable, Sendable {
    var result: [UInt32]
    var files: [String: String]
    var bestStep: Int?
  }

  private static func outcome(_ run: TrainingRun) throws -> Outcome {
    var files: [String: String] = [:]
    for name in ["weights.f32", "moments1.f32", "moments2.f32"] {
      let path = DiskPath.joining(run.store.path(of: run.stepCount), name)
      files[name] = try MappedFile(path).checksum
    }
    return Outcome(
      result: TinyRun.values(run.model), files: files,
      bestStep: try run.store.facts(of: run.stepCount).state.best?.step)
  }

  private static let wholeRun = Result { () throws -> Outcome in
    let folder = try TemporaryFolder()
    let run = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    try run.run(isStopped: { false }, report: { _ in })
    return try outcome(run)
  }

  private static func uninterrupted() throws -> Outcome { try wholeRun.get() }

  @Test("lowers the loss")
  func learns() throws {
    let folder = try TemporaryFolder()
    var losses: [Double] = []
    let run = TinyRun.run(
      try TinyRun.model(), in: folder.path, settings: TinyRun.settings(steps: 40))
    try run.run(isStopped: { false }) { event in
      if case .step(let report) = event { losses.append(report.loss) }
    }
    #expect(losses.count == 40)
    let first: Double = losses.prefix(5).reduce(0, +)
    let last: Double = losses.suffix(5).reduce(0, +)
    #expect(last < 0.98 * first)
  }

  @Test("ends with the same bits wherever it was stopped", arguments: [1, 2, 5, 9, 14, 17, 23, 28])
  func stopped(after question: Int) throws {
    let folder = try TemporaryFolder()
    var asked = 0
    let first = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    #expect(throws: TrainingError.self) {
      try first.run(
        isStopped: {
          asked += 1
          return asked >= question
        }, report: { _ in })
    }
    let second = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    try second.run(isStopped: { false }, report: { _ in })
    #expect(try Self.outcome(second) == Self.uninterrupted())
  }

  @Test("ends with the same bits after it died at any call to the disk", arguments: 1...50)
  func died(at call: Int) throws {
    let folder = try TemporaryFolder()
    let counter = CallCounter()
    // Nothing reaches the disk from that call on, as though the process were gone; what memory does then is thrown away.
    let calls = DiskCalls(
      write: { descriptor, bytes in
        counter.next() >= call ? (-1, EIO) : DiskCalls.system.write(descriptor, bytes)
      },
      synchronize: { counter.next() >= call ? EIO : DiskCalls.system.synchronize($0) },
      rename: { counter.next() >= call ? EIO : DiskCalls.system.rename($0, $1) })
    let first = TinyRun.run(try TinyRun.model(), in: folder.path + "/run", calls: calls)
    try? first.run(isStopped: { false }, report: { _ in })
    var damaged: [TrainingEvent] = []
    let second = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    try second.run(isStopped: { false }) { event in
      if case .checkpointDamaged = event { damaged.append(event) }
    }
    #expect(damaged.isEmpty)
    #expect(try Self.outcome(second) == Self.uninterrupted())
  }

  @Test("goes on in memory where a checkpoint cannot be written, and says so at the end")
  func diskFull() throws {
    let folder = try TemporaryFolder()
    let full = DiskCalls(
      write: { _, _ in (-1, ENOSPC) }, synchronize: DiskCalls.system.synchronize,
      rename: DiskCalls.system.rename)
    let run = TinyRun.run(try TinyRun.model(), in: folder.path, calls: full)
    var (notSaved, steps) = (0, 0)
    let failure = #expect(throws: TrainingError.self) {
      try run.run(isStopped: { false }) { event in
        if case .notSaved(_, _, ENOSPC) = event { notSaved += 1 }
        if case .step = event { steps += 1 }
      }
    }
    #expect(failure == .run(.checkpointNotSaved(folder: folder.path, errorNumber: ENOSPC)))
    #expect(steps == 8 && notSaved >= 3)
    #expect(run.store.steps.isEmpty)
    #expect(DiskPath.entries(of: folder.path) == [".lock"])
  }

  @Test("tries again before it gives a checkpoint up")
  func hiccup() throws {
    let folder = try TemporaryFolder()
    let counter = CallCounter()
    let calls = DiskCalls(
      write: { counter.next() % 11 == 3 ? (-1, EIO) : DiskCalls.system.write($0, $1) },
      synchronize: DiskCalls.system.synchronize, rename: DiskCalls.system.rename)
    let run = TinyRun.run(try TinyRun.model(), in: folder.path, calls: calls)
    try run.run(isStopped: { false }) { event in
      if case .notSaved = event { Issue.record("a checkpoint was given up") }
    }
    #expect(try Self.outcome(run) == Self.uninterrupted())
  }

  @Test("passes a damaged checkpoint over and ends with the same bits")
  func damaged() throws {
    let folder = try TemporaryFolder()
    var steps = 0
    let first = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    #expect(throws: TrainingError.self) {
      try first.run(
        isStopped: { steps >= 5 },
        report: { if case .step = $0 { steps += 1 } })
    }
    let newest = try #require(first.store.steps.last)
    let path = DiskPath.joining(first.store.path(of: newest), "weights.f32")
    let descriptor = open(path, O_WRONLY)
    #expect(pwrite(descriptor, [UInt8(1), 2, 3], 3, 40) == 3)
    close(descriptor)
    var damaged: [TrainingEvent] = []
    let second = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    try second.run(isStopped: { false }) { event in
      if case .checkpointDamaged = event { damaged.append(event) }
    }
    #expect(damaged == [.checkpointDamaged(path: path)])
    #expect(try Self.outcome(second) == Self.uninterrupted())
  }

  @Test(
    "passes a checkpoint over that has lost a file",
    arguments: ["weights.f32", "state.json", "MANIFEST"])
  func incomplete(_ name: String) throws {
    let folder = try TemporaryFolder()
    var steps = 0
    let first = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    #expect(throws: TrainingError.self) {
      try first.run(
        isStopped: { steps >= 5 },
        report: { if case .step = $0 { steps += 1 } })
    }
    let newest = try #require(first.store.steps.last)
    #expect(unlink(DiskPath.joining(first.store.path(of: newest), name)) == 0)
    let second = TinyRun.run(try TinyRun.model(), in: folder.path + "/run")
    try second.run(isStopped: { false }, report: { _ in })
    #expect(try Self.outcome(second) == Self.uninterrupted())
  }

  @Test("keeps three checkpoints and the best, and gives the best")
  func keepsBest() throws {
    let folder = try TemporaryFolder()
    var settings = TinyRun.settings(steps: 40)
    settings.saveInterval = 1
    var evaluations: [EvaluationReport] = []
    var result: Int?
    let run = TinyRun.run(try TinyRun.model(), in: folder.path, settings: settings)
    try run.run(isStopped: { false }) { event in
      if case .evaluated(let report) = event { evaluations.append(report) }
      if case .finished(_, _, let step) = event { result = step }
    }
    let best = try #require(evaluations.min { $0.loss < $1.loss })
    #expect(evaluations.map(\.step) == Array(stride(from: 4, through: 40, by: 4)))
    #expect(result == best.step)
    #expect(Set(run.store.steps) == Set([38, 39, 40, best.step]))
    let weights = try MappedFile(run.store.path(of: best.step) + "/weights.f32")
    let areEqual = weights.withBytes {
      UnsafeRawBufferPointer(run.model.allValues).elementsEqual($0)
    }
    #expect(areEqual)
  }

  enum Change: String, CaseIterable {
    case rate = "learning rate"
    case seed
    case steps
    case data
  }

  @Test(
    "refuses to go on with other settings or data, and names the first that differs",
    arguments: Change.allCases)
  func otherSettings(_ change: Change) throws {
    let folder = try TemporaryFolder()
    var settings = TinyRun.settings()
    var origin = RunRecord([("data", "one")])
    let first = TinyRun.run(
      try TinyRun.model(), in: folder.path, settings: settings, origin: origin)
    try first.run(isStopped: { false }, report: { _ in })
    switch change {
    case .rate: settings.schedule.peak = 1e-3
    case .seed: settings.seed = 9
    case .steps: settings.length = .steps(9)
    case .data: origin = RunRecord([("data", "other")])
    }
    let second = TinyRun.run(
      try TinyRun.model(), in: folder.path, settings: settings, origin: origin)
    let failure = #expect(throws: TrainingError.self) {
      try second.run(isStopped: { false }, report: { _ in })
    }
    guard case .run(.otherRun(_, let setting, _, _)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(setting == change.rawValue)
  }

  @Test("refuses another model to go on with")
  func otherModel() throws {
    let folder = try TemporaryFolder()
    try TinyRun.run(try TinyRun.model(), in: folder.path).run(
      isStopped: { false }, report: { _ in })
    let failure = #expect(throws: TrainingError.self) {
      try TinyRun.run(try TinyRun.model(seed: 6), in: folder.path).run(
        isStopped: { false }, report: { _ in })
    }
    guard case .run(.otherRun(_, "initial weights", _, _)) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("has the same bits for one thread and for two")
  func threads() throws {
    let folder = try TemporaryFolder()
    let single = WorkerPool(threadCount: 1)
    let run = TinyRun.run(try TinyRun.model(), in: folder.path, workers: single)
    try run.run(isStopped: { false }, report: { _ in })
    #expect(try Self.outcome(run) == Self.uninterrupted())
  }

  @Test("keeps a second process out")
  func locked() throws {
    let folder = try TemporaryFolder()
    let run = TinyRun.run(try TinyRun.model(), in: folder.path)
    let lock = try run.store.open()
    let failure = #expect(throws: TrainingError.self) {
      try run.run(isStopped: { false }, report: { _ in })
    }
    #expect(failure == .run(.locked(folder: folder.path)))
    withExtendedLifetime(lock) {}
  }

  @Test("stops where the loss is no number, before weights change")
  func notFinite() throws {
    let folder = try TemporaryFolder()
    let model = try TinyRun.model()
    model.allValues[3] = .nan
    let failure = #expect(throws: TrainingError.self) {
      try TinyRun.run(model, in: folder.path).run(isStopped: { false }, report: { _ in })
    }
    #expect(failure == .run(.notFinite(step: 1)))
  }

  @Test("writes one line a step and a validation, and takes out what is done again")
  func metrics() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/metrics.jsonl"
    func lines() throws -> [JSONValue] {
      try fileBytes(path).split(separator: 0x0A).map { try JSONParser.parse($0) }
    }
    var steps = 0
    // Dies after step 5, of which the log has a line and the disk no checkpoint: the newest is step 4's.
    let broken = DiskCalls(
      write: DiskCalls.system.write, synchronize: DiskCalls.system.synchronize,
      rename: { $1.hasSuffix("step-5") ? EIO : DiskCalls.system.rename($0, $1) })
    let first = TinyRun.run(
      try TinyRun.model(), in: folder.path + "/run",
      metrics: MetricsLog(path: path, stages: ["tiny"]), calls: broken)
    #expect(throws: TrainingError.self) {
      try first.run(
        isStopped: { steps >= 5 },
        report: { if case .step = $0 { steps += 1 } })
    }
    #expect(try lines().compactMap { $0["step"]?.intValue }.last == 5)
    let second = TinyRun.run(
      try TinyRun.model(), in: folder.path + "/run",
      metrics: MetricsLog(path: path, stages: ["tiny"]))
    try second.run(isStopped: { false }, report: { _ in })
    let trained = try lines().filter { $0["loss"] != nil }.compactMap { $0["step"]?.intValue }
    let validated = try lines().filter { $0["validation_loss"] != nil }
      .compactMap { $0["step"]?.intValue }
    #expect(trained == Array(1...8))
    #expect(validated == [4, 8])
  }
}

/// Counts calls from any thread.
final class CallCounter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
