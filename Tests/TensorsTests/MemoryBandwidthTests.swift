import Testing

@testable import Tensors

@Suite("The memory's bandwidth")
struct MemoryBandwidthTests {
  @Test("is measured with any number of workers and passes", arguments: [1, 3], [0, 1, 2])
  func measured(threads: Int, passes: Int) {
    let workers = WorkerPool(threadCount: threads)
    let speed = MemoryBandwidth.measure(workers: workers, byteCount: 5 << 20, passes: passes)
    #expect(speed > 1e6 && speed.isFinite)
  }

  @Test("is 0 where the memory is refused")
  func refused() {
    let workers = WorkerPool(threadCount: 1)
    #expect(MemoryBandwidth.measure(workers: workers, byteCount: 1 << 60, passes: 1) == 0)
  }
}
