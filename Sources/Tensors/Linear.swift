/// An affine map: output[t, r] = Σₖ input[t, k] · weight[r, k] + bias[r].
public struct Linear: Sendable {
  /// Where the weights are.
  enum Weight: Sendable {
    /// Floats in the checkpoint's own storage.
    case stored(Tensor)
    /// Blocks in memory of their own.
    case packed(PackedMatrix)
  }

  let weight: Weight
  /// `[rows]` float32, or nil for none.
  let bias: Tensor?

  /// The length of one output.
  public var rows: Int {
    switch weight {
    case .stored(let tensor): tensor.shape[0]
    case .packed(let matrix): matrix.rows
    }
  }

  /// The length of one input.
  public var width: Int {
    switch weight {
    case .stored(let tensor): tensor.shape[1]
    case .packed(let matrix): matrix.width
    }
  }

  /// How the weights are held.
  public var elementType: ElementType {
    switch weight {
    case .stored(let tensor): tensor.elementType
    case .packed(let matrix): matrix.elementType
    }
  }

  /// The bytes of weights that one token's product reads.
  public var byteCount: Int {
    switch weight {
    case .stored(let tensor): tensor.byteCount
    case .packed(let matrix): matrix.byteCount
    }
  }

  /// The bytes of memory that the weights take beyond the checkpoint's own storage.
  public var ownedByteCount: Int {
    switch weight {
    case .stored: 0
    case .packed(let matrix): matrix.byteCount
    }
  }

  /// A map by floats, in place.
  ///
  /// - Parameters:
  ///   - weight: `[rows, width]` floats.
  ///   - bias: `[rows]`, or nil for none.
  public init(weight: Tensor, bias: Tensor? = nil) {
    precondition(weight.shape.count == 2 && weight.elementType.isFloat)
    self.init(.stored(weight), rows: weight.shape[0], bias: bias)
  }

  /// A map by floats in place or by blocks, which are packed into memory of their own.
  ///
  /// - Parameters:
  ///   - weight: `[rows, width]`.
  ///   - bias: `[rows]`, or nil for none.
  ///   - format: Q8_0 or Q4_0 to encode floats; nil, or what cannot be had from the stored type, keeps the weights as
  ///     they are. Floats whose width is not a whole number of blocks stay floats.
  ///   - workers: Who packs.
  public init(weight: Tensor, bias: Tensor? = nil, format: ElementType?, workers: WorkerPool) {
    precondition(weight.shape.count == 2)
    let held: Weight
    if let format, PackedMatrix.canHold(weight, as: format) {
      held = .packed(PackedMatrix(weight, as: format, workers: workers))
    } else if weight.elementType.isFloat {
      held = .stored(weight)
    } else {
      held = .packed(PackedMatrix(weight, as: weight.elementType, workers: workers))
    }
    self.init(held, rows: weight.shape[0], bias: bias)
  }

  private init(_ weight: Weight, rows: Int, bias: Tensor?) {
    self.weight = weight
    precondition(bias.map { $0.elementCount == rows } ?? true)
    self.bias = bias.map { .float32($0.widened(), shape: [rows]) }
  }
}
