public import Datasets
public import Generation
public import StrictJSON

/// What is done with each row of a file, several rows at a time.
///
/// The same row must give the same result whenever and beside whatever it is done: then a job that was killed ends as if
/// it had not been.
public protocol RowTask: Sendable {
  /// Does one row.
  ///
  /// - Parameter row: The row.
  /// - Returns: What came out.
  /// - Throws: `RowTaskError`.
  func result(for row: DataRow) async throws(RowTaskError) -> RowResult
}

/// What came out of a row.
public struct RowResult: Sendable, Equatable {
  /// Values by name, as they are kept in the journal.
  public var values: JSONObject
  /// Tokens that were generated, for the speed that is shown.
  public var generatedTokens: Int

  /// Makes a result.
  public init(values: JSONObject, generatedTokens: Int = 0) {
    self.values = values
    self.generatedTokens = generatedTokens
  }
}

/// Why a row has no result.
public enum RowTaskError: Error, Sendable, Equatable {
  /// This row was not done; where many fail one after another, the job gives up. The reason is kept in the journal.
  case failed(reason: String)
  /// This row can never be done, for what it is. The reason is kept in the journal.
  case unfit(reason: String)
  /// Not now, beside so many others.
  case busy(reason: String)
  /// No row can be done.
  case hopeless(GenerationError)
  /// The job stops.
  case cancelled
}
