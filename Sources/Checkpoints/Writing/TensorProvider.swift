/// Something that has the tensors of a model as numbers and hands them over one at a time, such as a model in training.
public protocol TensorProvider {
  /// Hands over every tensor of the checkpoint, by Hugging Face's names, once and in any order.
  ///
  /// - Parameter body: Given the name, the shape and the elements, row-major; they are valid during the call.
  /// - Throws: What `body` throws.
  func forEachTensor(
    _ body: (_ name: String, _ shape: [Int], _ values: UnsafePointer<Float>) throws -> Void
  ) throws
}
