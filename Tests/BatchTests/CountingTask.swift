import Batch
import Datasets
import Generation
import StrictJSON
import Synchronization

/// Turns `a` into capitals, counting; what it does with each row can be changed.
final class CountingTask: RowTask {
  private let state = Mutex<(done: [Int], working: Int, most: Int)>(([], 0, 0))
  private let before: @Sendable (DataRow) async throws(RowTaskError) -> Void

  init(
    before: @escaping @Sendable (DataRow) async throws(RowTaskError) -> Void = { _ in }
  ) {
    self.before = before
  }

  /// The rows that came to their end, in that order.
  var done: [Int] { state.withLock { $0.done } }
  /// The most that were worked on at a time.
  var most: Int { state.withLock { $0.most } }

  func result(for row: DataRow) async throws(RowTaskError) -> RowResult {
    state.withLock { state in
      state.working += 1
      state.most = max(state.most, state.working)
    }
    defer { state.withLock { $0.working -= 1 } }
    await Task.yield()
    try await before(row)
    state.withLock { $0.done.append(row.number) }
    let text = (row["a"] ?? "").uppercased()
    return RowResult(values: JSONObject([("upper", .string(text))]), generatedTokens: 2)
  }
}
