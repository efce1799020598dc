/// Why an adapter cannot be used.
public enum AdapterFault: Sendable, Equatable {
  /// A tensor's name is not `base_model.model.<module>.lora_A.weight` or `….lora_B.weight`.
  case unknownTensor(String)
  /// A matrix has only one of the two factors.
  case incomplete(module: String)
  /// The adapter changes no matrix.
  case empty
  /// The model has no such matrix.
  case unknownModule(String)
  /// The matrix is stored in blocks, to which nothing can be added.
  case quantizedBase(module: String, type: String)
  /// A sum that the type of the matrix cannot hold.
  case tooLarge(module: String)
}
