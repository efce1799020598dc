import Tensors
import Testing
import Transformer

@Suite("A session's logits do not depend on how its tokens arrived")
struct SessionTests {
  @Test("in chunks of any length", arguments: Fixtures.models, [1, 2, 3, 7, 25, 64])
  func chunks(name: String, length: Int) throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + name)
    let session = reference.makeSession()
    var rows: [Float] = []
    for start in stride(from: 0, to: reference.inputIDs.count, by: length) {
      let chunk = Array(reference.inputIDs[start..<min(start + length, reference.inputIDs.count)])
      rows += session.forward(chunk, logits: .all).values
    }
    #expect(session.position == reference.inputIDs.count)
    let whole = reference.makeSession().forward(reference.inputIDs, logits: .all)
    #expect(rows == whole.values)
  }

  @Test("after forgetting and repeating, across pages and windows", arguments: Fixtures.models)
  func truncation(name: String) throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + name)
    let session = reference.makeSession()
    let first = session.forward(reference.inputIDs, logits: .last)
    for kept in [69, 65, 64, 63, 12, 1, 0] {
      session.truncate(to: kept)
      #expect(session.position == kept)
      _ = session.forward(reference.inputIDs.reversed().prefix(70 - kept).map { $0 }, logits: .none)
      session.truncate(to: kept)
      let again = session.forward(Array(reference.inputIDs[kept...]), logits: .last)
      #expect(again.values == first.values)
    }
  }

  @Test("with any number of workers", arguments: [1, 2, 3, 5])
  func workers(threads: Int) throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + "llama-bf16")
    let session = reference.makeSession(threads: threads)
    let count = reference.greedyIDs.count
    #expect(
      greedyContinuation(of: reference.inputIDs, count: count, session) == reference.greedyIDs)
  }

  @Test("beside another session of the same pool")
  func twoSessions() throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + "gemma-bf16")
    let workers = WorkerPool(threadCount: 2)
    let one = reference.model.makeSession(capacity: 100, workers: workers)
    let other = reference.model.makeSession(capacity: 100, workers: workers)
    var last: [Float] = []
    for id in reference.inputIDs {
      _ = other.forward([reference.inputIDs[0]], logits: .none)
      last = one.forward([id], logits: .last).values
    }
    #expect(largestDifference(last, reference.lastLogits) < ReferenceModel.tolerance)
  }

  @Test("and it gives the rows that were asked for")
  func selection() throws {
    let reference = try ReferenceModel(folder: Fixtures.folder + "qwen2-f32")
    let session = reference.makeSession()
    #expect(session.forward([5, 6, 7], logits: .none).rowCount == 0)
    #expect(session.forward([], logits: .last).values.isEmpty)
    let last = session.forward([8, 9], logits: .last)
    session.truncate(to: 3)
    let all = session.forward([8, 9], logits: .all)
    #expect(last.rowCount == 1 && all.rowCount == 2)
    #expect(Array(all.row(1)) == last.values)
    #expect(session.position == 5 && session.capacity == 512)
  }
}

@Suite("Logits")
struct LogitsTests {
  @Test("name the smallest of equal maxima")
  func ties() {
    let logits = Logits(rowCount: 2, vocabularySize: 3, values: [1, 2, 2, -3, -4, -3])
    #expect(logits.argmax(row: 0) == 1)
    #expect(logits.argmax(row: 1) == 0)
  }
}
