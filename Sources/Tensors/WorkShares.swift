internal import Synchronization

/// Divides units of work among the workers so that each walks through memory in one direction, and whoever is done
/// helps the others.
final class WorkShares {
  /// What one worker was given and has not begun; a cache line of its own.
  private struct Share: ~Copyable {
    let next = Atomic<Int>(0)
    var end = 0
    private let padding: (Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0)
  }

  private let shares: UnsafeMutablePointer<Share>
  let count: Int

  init(count: Int) {
    self.count = count
    shares = .allocate(capacity: count)
    for index in 0..<count { (shares + index).initialize(to: Share()) }
  }

  deinit {
    shares.deinitialize(count: count)
    shares.deallocate()
  }

  /// Gives everyone an equal share of `0..<unitCount`; while nobody takes any.
  func divide(_ unitCount: Int) {
    for index in 0..<count {
      shares[index].next.store(unitCount * index / count, ordering: .relaxed)
      shares[index].end = unitCount * (index + 1) / count
    }
  }

  /// The next unit for a worker: of its own share, then of the others'.
  func take(_ worker: Int) -> Int? {
    for offset in 0..<count {
      let share = shares + (worker + offset) % count
      if share.pointee.next.load(ordering: .relaxed) >= share.pointee.end { continue }
      let unit = share.pointee.next.wrappingAdd(1, ordering: .relaxed).oldValue
      if unit < share.pointee.end { return unit }
    }
    return nil
  }
}

extension WorkerPool {
  /// Covers `0..<unitCount` by whoever comes; one unit at a time.
  func share(_ unitCount: Int, by shares: WorkShares, _ body: (Int) -> Void) {
    guard threadCount > 1, unitCount > 1 else {
      for unit in 0..<unitCount { body(unit) }
      return
    }
    shares.divide(unitCount)
    run { worker in
      while let unit = shares.take(worker) { body(unit) }
    }
  }
}
