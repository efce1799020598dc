/// Why a run of training cannot begin or go on.
public enum RunFault: Sendable, Equatable {
  /// There is a run in the folder that was begun with another value of this setting.
  case otherRun(folder: String, setting: String, recorded: String, given: String)
  /// The output folder has a model that no run in it has made.
  case foreignModel(folder: String)
  /// Another process works in the folder.
  case locked(folder: String)
  /// A file of the run's own is damaged, and nothing before it can stand in.
  case damaged(path: String)
  /// The disk has less room than a few checkpoints take; bytes.
  case notEnoughRoom(folder: String, needed: Int, available: Int)
  /// The last checkpoint could not be written, so what was trained since the one before it is lost.
  case checkpointNotSaved(folder: String, errorNumber: Int32)
  /// The loss is no finite number: the rate is too high, or the data or weights are damaged.
  case notFinite(step: Int)
  /// The tokenizer has no id that ends a sequence.
  case noEndOfSequence
  /// Whoever asked for it wants it no more; what was trained is saved.
  case stopped(step: Int)
}
