import Glibc
import Synchronization
import Testing

@testable import Tensors

@Suite("The worker pool")
struct WorkerPoolTests {
  @Test("runs a piece of work once on every worker", arguments: [1, 2, 3, 8])
  func everyWorkerOnce(threads: Int) {
    let workers = WorkerPool(threadCount: threads)
    #expect(workers.threadCount == threads)
    let runs = (0..<threads).map { _ in Counter() }
    for _ in 0..<500 { workers.run { runs[$0].add(1) } }
    #expect(runs.map(\.value) == Array(repeating: 500, count: threads))
  }

  @Test(
    "covers every index of a range once", arguments: [0, 1, 7, 100, 1_000], [1, 3, 64])
  func ranges(count: Int, grain: Int) {
    let workers = WorkerPool(threadCount: 3)
    let visits = (0..<count).map { _ in Counter() }
    workers.forEachRange(of: count, grain: grain) { range, _ in
      for index in range { visits[index].add(1) }
    }
    #expect(visits.allSatisfy { $0.value == 1 })
  }

  @Test("serves several callers one after the other")
  func concurrentCallers() async {
    let workers = WorkerPool(threadCount: 2)
    let sum = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { for _ in 0..<100 { workers.run { _ in sum.add(1) } } }
      }
    }
    #expect(sum.value == 800)
  }

  @Test("puts its workers to sleep when there is nothing to do", .timeLimit(.minutes(1)))
  func idle() {
    let workers = WorkerPool(threadCount: 4)
    for _ in 0..<3 {
      while workers.sleeperCount < 3 { sched_yield() }
      let woken = Counter()
      workers.run { _ in woken.add(1) }
      #expect(woken.value == 4)
    }
  }

  @Test("wants at least one worker")
  func atLeastOne() {
    #expect(WorkerPool(threadCount: 0).threadCount == 1)
    #expect(WorkerPool.defaultThreadCount >= 1)
  }
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add(_ amount: Int) { count.wrappingAdd(amount, ordering: .relaxed) }
}
