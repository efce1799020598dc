import Datasets

/// Why a measurement cannot be made.
enum BenchError: Error, Sendable, Equatable {
  /// The weights would not fit the memory.
  case notEnoughMemory(neededBytes: Int, availableBytes: Int)
  /// The model's weights are stored in another format than was asked for, and are not converted to it.
  case formatNotStored(asked: String, stored: String)
  /// The table of edits cannot be read.
  case table(path: String, CSVFault)
  /// The table of edits has no row with an edit.
  case noEdits(path: String)
  /// There is no pseudo-terminal to be had, or the program cannot be started in it; the system's number.
  case noTerminal(Int32)
  /// The program ended while it was measured.
  case programEnded
  /// A key never appeared on the screen.
  case keyNotSeen
}
