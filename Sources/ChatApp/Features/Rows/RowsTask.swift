import Datasets

/// Reads and searches data files beside the loop, which a large one would stop.
///
/// Owned by the loop's thread; only the tasks themselves run elsewhere.
final class RowsTask {
  private let job: RowsJob
  private var opening: Task<Void, Never>?
  private var searching: Task<Void, Never>?

  init(mailbox: Mailbox, describeError: @escaping @Sendable (any Error) -> String) {
    job = RowsJob(mailbox: mailbox, describeError: describeError)
  }

  /// Starts what is asked for; the request of the same kind before it is given up.
  func start(_ request: RowsRequest) {
    let job = job
    switch request {
    case .open(let id, let path):
      close()
      opening = Task.detached { await job.open(path, id: id) }
    case .search(let id, let file, let query):
      searching?.cancel()
      searching = Task.detached { await job.search(file, for: query, id: id) }
    }
  }

  /// Gives up everything.
  func close() {
    opening?.cancel()
    searching?.cancel()
  }
}

/// What the tasks do.
private struct RowsJob: Sendable {
  let mailbox: Mailbox
  let describeError: @Sendable (any Error) -> String

  func open(_ path: String, id: Int) async {
    let report: RowsReport
    do throws(DatasetError) {
      let file = try RowFile(path) { part in
        mailbox.post(.rows(.progress(id: id, part: part)))
        return !Task.isCancelled
      }
      // Given up for another file, whose reports are the ones that count.
      guard let file else { return }
      report = .opened(id: id, file)
    } catch {
      report = .failed(id: id, describeError(error))
    }
    await mailbox.send(.rows(report))
  }

  /// Rows between two reports: few enough that the first come at once.
  private static let rowsPerReport = 512

  func search(_ file: RowFile, for query: String, id: Int) async {
    let pattern = SearchPattern(query)
    var found: [Int] = []
    for row in 0..<file.count {
      if Task.isCancelled { return }
      if file.fields(row).contains(where: pattern.occurs) { found.append(row) }
      if (row + 1) % Self.rowsPerReport == 0, !found.isEmpty {
        await mailbox.send(.rows(.found(searchID: id, rows: found, isComplete: false)))
        found = []
      }
    }
    await mailbox.send(.rows(.found(searchID: id, rows: found, isComplete: true)))
  }
}
