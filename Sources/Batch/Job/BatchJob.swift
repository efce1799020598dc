public import StrictJSON

/// Rows in, rows out: what a job is, beside how it is run.
public struct BatchJob: Sendable {
  /// What kind of job, such as `generate`.
  public var kind: String
  /// The file of rows.
  public var input: String
  /// The file of results, CSV or JSON lines by its name.
  public var output: String
  /// All that the results depend on beside the rows: engine, parameters, seed.
  ///
  /// A job is gone on with only where it is
  /// the same.
  public var settings: JSONObject
  /// What the result's columns are; they can change from run to run.
  public var columns: [OutputColumn]

  /// Makes a job.
  public init(
    kind: String, input: String, output: String, settings: JSONObject, columns: [OutputColumn]
  ) {
    self.kind = kind
    self.input = input
    self.output = output
    self.settings = settings
    self.columns = columns
  }
}

/// A column of a job's result.
public struct OutputColumn: Sendable, Equatable {
  /// Where its values come from.
  public enum Source: Sendable, Equatable {
    /// A column of the rows; nil for a column that is empty.
    case input(String?)
    /// A value that came out of each row.
    case result(String)
  }

  /// Its name.
  public var name: String
  /// Where its values come from.
  public var source: Source

  /// Makes a column.
  public init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
  }
}
