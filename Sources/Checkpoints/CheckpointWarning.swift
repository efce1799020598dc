/// What is odd about a checkpoint that loads all the same.
public enum CheckpointWarning: Sendable, Equatable {
  /// The header starts with white space, which the format forbids.
  case headerStartsWithWhitespace(file: String)
  /// The header is padded with other white space than spaces.
  case headerPadding(file: String)
  /// `__metadata__` is `null` rather than an object.
  case nullMetadata(file: String)
  /// A tensor has fields that the format does not know.
  case unknownField(file: String, tensor: String, field: String)
  /// Names that are empty or hold control or format characters.
  case unusualNames(file: String, names: [String])
  /// The index gives another total than the shards hold.
  case totalSize(file: String, expected: Double, found: Int)
  /// Tensors in the shards that the index does not list.
  case unlistedTensors(file: String, names: [String])
  /// Tensors that the model does not use.
  case unexpectedTensors(names: [String])
  /// The configuration names code of its own, which is never run.
  case remoteCodeIgnored(file: String)
  /// Bytes after the last tensor that belong to nothing.
  case trailingBytes(file: String, bytes: Int)
}
