/// A tensor that training changes: its values, float32, and the gradient of the loss beside them.
///
/// It belongs to the one owner of its model.
public final class Parameter {
  /// The name in the checkpoint, or in the adapter's file without its prefix.
  public let name: String
  /// The extent of each axis, outermost first.
  public let shape: [Int]
  /// The number of elements.
  public let count: Int
  /// The master values, `[count]`.
  public let values: UnsafeMutablePointer<Float>
  /// The sum of gradients since it was zeroed, `[count]`.
  public let gradient: UnsafeMutablePointer<Float>
  /// Whether weight decay pulls it to zero: matrices yes, norms and biases no.
  public let decays: Bool
  /// Keeps the memory.
  private let storage: ParameterStorage

  init(_ plan: ParameterPlan, offset: Int, storage: ParameterStorage) {
    name = plan.name
    shape = plan.shape
    count = plan.count
    decays = plan.shape.count > 1
    values = storage.values + offset
    gradient = storage.gradients + offset
    self.storage = storage
  }
}

/// A parameter that is going to be.
struct ParameterPlan {
  let name: String
  let shape: [Int]
  /// Whether it begins where the one before ends, so that several matrices are one.
  var continues = false

  var count: Int { shape.reduce(1, *) }
}
