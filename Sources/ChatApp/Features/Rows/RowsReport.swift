import Datasets

/// What the task that reads and searches data files tells the loop.
enum RowsReport: Equatable, Sendable {
  /// This part of a file is read, 0 to 1.
  case progress(id: Int, part: Double)
  case opened(id: Int, RowFile)
  case failed(id: Int, String)
  /// More rows that hold what is looked for, in order.
  case found(searchID: Int, rows: [Int], isComplete: Bool)
}

/// What is asked of that task.
enum RowsRequest: Equatable, Sendable {
  case open(id: Int, path: String)
  case search(id: Int, RowFile, String)
}
