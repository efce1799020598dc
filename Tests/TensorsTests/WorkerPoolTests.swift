import Glibc
import Synchronization
import Testing

@testable import Tensors

@Suite("The worker pool")
struct WorkerPoolTests {
  @Test(
    "runs a piece of work on the caller, and at most once on any other", arguments: [1, 2, 3, 8])
  func atMostOnce(threads: Int) {
    let workers = WorkerPool(threadCount: threads)
    #expect(workers.threadCount == threads)
    let total = (0..<threads).map { _ in Counter() }
    for _ in 0..<500 {
      let runs = (0..<threads).map { _ in Counter() }
      workers.run { worker in
        runs[worker].add(1)
        total[worker].add(1)
      }
      #expect(runs[0].value == 1 && runs.allSatisfy { $0.value <= 1 })
    }
    #expect(total[0].value == 500)
  }

  @Test("lets every worker join a piece that lasts", .timeLimit(.minutes(1)))
  func everyWorkerJoins() {
    let workers = WorkerPool(threadCount: 4)
    let joined = Counter()
    workers.run { _ in
      joined.add(1)
      while joined.value < 4 { sched_yield() }
    }
    #expect(joined.value == 4)
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
        group.addTask {
          for _ in 0..<100 {
            workers.forEachRange(of: 10, grain: 3) { range, _ in sum.add(range.count) }
          }
        }
      }
    }
    #expect(sum.value == 4_000)
  }

  @Test("puts its workers to sleep when there is nothing to do", .timeLimit(.minutes(1)))
  func idle() {
    let workers = WorkerPool(threadCount: 4)
    for _ in 0..<3 {
      while workers.sleeperCount < 3 { sched_yield() }
      let woken = Counter()
      workers.run { _ in
        woken.add(1)
        while woken.value < 4 { sched_yield() }
      }
      #expect(woken.value == 4)
    }
  }

  @Test("leaves the program's signals to others, and takes those of its own faults")
  func signals() {
    let workers = WorkerPool(threadCount: 2)
    let joined = Counter()
    let blocked = Counter()
    let open = Counter()
    workers.run { worker in
      joined.add(1)
      while joined.value < 2 { sched_yield() }
      guard worker == 1 else { return }
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      for signal in [SIGINT, SIGTERM, SIGWINCH] { blocked.add(Int(sigismember(&mask, signal))) }
      for signal in [SIGBUS, SIGSEGV, SIGILL] { open.add(1 - Int(sigismember(&mask, signal))) }
    }
    #expect(blocked.value == 3 && open.value == 3)
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
