public import Datasets
public import Generation
public import Storage

/// Why a job over rows cannot begin, go on or end.
public enum BatchError: Error, Sendable, Equatable {
  /// The rows cannot be read, or the results cannot be written in the file's format.
  case data(DatasetError)
  /// A file of the job, or its result, cannot be written or read.
  case storage(StorageError)
  /// No row can be made, in the engine's words.
  case generation(GenerationError)
  /// A call of the operating system failed with this `errno` on a file of the job.
  case fileAccess(path: String, errorNumber: Int32)
  /// The rows have none of the columns that could be what is asked for.
  case missingColumn(role: String, candidates: [String], found: [String])
  /// The result is there and was not made by a job that is known.
  case outputExists(path: String)
  /// Another process works on the job.
  case locked(folder: String)
  /// The job was begun with something else; each by its name, with what it was and what it is now.
  case differs(folder: String, [Difference])
  /// The manifest of a job is none.
  case brokenManifest(path: String)
  /// A line of the journal, from 1, is not as it was written; `count` lines are not.
  case damagedJournal(path: String, line: Int, count: Int)
  /// The file of rows is not the one that the job was begun with, or changed while it ran.
  case inputChanged(path: String, row: Int)
  /// The disk has almost no room; bytes.
  case diskFull(path: String, availableBytes: Int)
  /// So many rows failed one after another that the rest would too; the last one's reason.
  case keepsFailing(count: Int, reason: String)

  /// The result would replace the rows that it is made of.
  case outputIsInput(path: String)

  /// A part of a manifest that is not what it was.
  public struct Difference: Sendable, Equatable {
    /// What it is.
    public let name: String
    /// What the job was begun with, as JSON; nil where it was not there.
    public let former: String?
    /// What it should go on with, as JSON; nil where it is not there.
    public let present: String?
  }
}

extension BatchError {
  /// Does what may fail in the target of files.
  static func wrapping<Value>(
    _ body: () throws(StorageError) -> Value
  ) throws(BatchError) -> Value {
    do throws(StorageError) { return try body() } catch { throw .storage(error) }
  }

  /// Does what may fail in the target of data.
  static func wrapping<Value>(
    _ body: () throws(DatasetError) -> Value
  ) throws(BatchError) -> Value {
    do throws(DatasetError) { return try body() } catch { throw .data(error) }
  }
}
