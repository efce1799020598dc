import Synchronization
import TerminalUI

/// Carries reports from the tasks to the loop: bounded, and without a wait as long as the loop keeps up.
///
/// Pieces of text that wait are joined and progress is replaced, so the loop handles one report where the engine made
/// many. A sender that is far ahead is suspended until the loop has taken what is there.
final class Mailbox: Sendable {
  /// The most bytes of text that wait before a sender does.
  static let capacity = 256 << 10

  fileprivate struct Contents {
    var reports: [EngineReport] = []
    var textBytes = 0
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var isClosed = false
  }

  private let contents = Mutex(Contents())
  private let waker: Waker

  /// - Parameter waker: Tells the loop that there is something to take.
  init(waker: Waker) {
    self.waker = waker
  }

  /// Adds a report.
  ///
  /// Returns at once where there is room, and where the task is cancelled.
  func send(_ report: EngineReport) async {
    if add(report) { await waitForRoom() }
  }

  /// Adds a report that is small and does not come often, from where nobody can wait.
  func post(_ report: EngineReport) { _ = add(report) }

  /// - Returns: Whether the mailbox is full.
  private func add(_ report: EngineReport) -> Bool {
    let isFull = contents.withLock { contents in
      contents.add(report)
      return contents.textBytes > Self.capacity
    }
    waker.wake()
    return isFull
  }

  /// Takes everything.
  func drain() -> [EngineReport] {
    let (reports, waiters) = contents.withLock { contents in
      defer {
        contents.reports = []
        contents.textBytes = 0
        contents.waiters = [:]
      }
      return (contents.reports, contents.waiters)
    }
    for waiter in waiters.values { waiter.resume() }
    return reports
  }

  /// Lets nobody wait any more.
  func close() {
    contents.withLock { $0.isClosed = true }
    _ = drain()
  }

  private func waitForRoom() async {
    let id = contents.withLock { contents in
      contents.nextWaiter += 1
      return contents.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mayGoOn = contents.withLock { contents in
          if contents.isClosed || contents.textBytes <= Self.capacity || Task.isCancelled {
            return true
          }
          contents.waiters[id] = continuation
          return false
        }
        if mayGoOn { continuation.resume() }
      }
    } onCancel: {
      contents.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }
}

extension Mailbox.Contents {
  fileprivate mutating func add(_ report: EngineReport) {
    switch (reports.last, report) {
    case (.text(let id, let waiting, let count), .text(let newID, let more, let newCount))
    where id == newID:
      reports[reports.count - 1] = .text(id: id, waiting + more, pieces: count + newCount)
      textBytes += more.utf8.count
    case (.progress(let id, _), .progress(let newID, _)) where id == newID:
      reports[reports.count - 1] = report
    case (.rows(.progress), .rows(.progress)): reports[reports.count - 1] = report
    case (
      .policy(.text(let id, let waiting, let count)),
      .policy(.text(let newID, let more, let newCount))
    ) where id == newID:
      reports[reports.count - 1] = .policy(
        .text(id: id, waiting + more, pieces: count + newCount))
      textBytes += more.utf8.count
    case (.policy(.progress(let id, _)), .policy(.progress(let newID, _))) where id == newID:
      reports[reports.count - 1] = report
    case (_, .text(_, let text, _)), (_, .policy(.text(_, let text, _))):
      reports.append(report)
      textBytes += text.utf8.count
    default: reports.append(report)
    }
  }
}
