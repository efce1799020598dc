import Checkpoints
import Testing

/// What has to become of a hostile file.
enum Verdict: Sendable { case refused, warned, accepted }

struct HostileCase: Sendable, CustomTestStringConvertible {
  let name: String
  let verdict: Verdict
  let bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ verdict: Verdict = .refused, _ bytes: [UInt8]) {
    self.name = name
    self.verdict = verdict
    self.bytes = bytes
  }

  /// Opens the file and compares what becomes of it with the verdict.
  func check(opening open: ([UInt8]) throws(CheckpointError) -> Checkpoint) {
    do throws(CheckpointError) {
      let checkpoint = try open(bytes)
      switch verdict {
      case .refused: Issue.record("was accepted")
      case .warned: #expect(!checkpoint.warnings.isEmpty)
      case .accepted: #expect(checkpoint.warnings.isEmpty)
      }
    } catch {
      #expect(verdict == .refused, "\(error)")
      if case .cannotOpen = error { Issue.record("\(error)") }
    }
  }
}
