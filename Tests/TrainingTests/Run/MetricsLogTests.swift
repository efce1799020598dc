import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("The log of figures") struct MetricsLogTests {
  /// What is left of three lines a stage when a stage begins.
  @Test(
    "loses what is going to be done again, and nothing else",
    arguments: [
      ("warm-up", 0, false, 0), ("warm-up", 2, false, 2), ("warm-up", 3, true, 9),
      ("equal", 0, false, 3), ("equal", 3, true, 9), ("contrastive", 1, false, 7),
    ])
  func begins(stage: String, step: Int, isDone: Bool, left: Int) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stages = ["warm-up", "equal", "contrastive"]
    let lines = stages.flatMap { stage in
      (1...3).map { #"{"stage":"\#(stage)","step":\#($0),"loss":1.5}"# + "\n" }
    }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
    let log = MetricsLog(path: path, stages: stages)
    log.begin(stage: stage, step: step, isDone: isDone) { _ in Issue.record("a notice") }
    #expect(log.points.count == left)
    #expect(try fileBytes(path) == Array(lines.prefix(left).joined().utf8))
  }
}
