internal import Tensors

/// Linear maps that share their input, side by side as one product: y = x·Wᵀ + b, with the rows of all matrices under each
/// other.
struct LinearGroup {
  /// One of the maps.
  struct Part {
    /// In the checkpoint, without `.weight`.
    let name: String
    /// The first of its outputs among the group's.
    let start: Int
    /// How many outputs it has.
    let rows: Int
    /// Its weights where they are frozen, as stored.
    let frozenWeight: Tensor?
    let adapter: Adapter?
  }

  /// What a frozen map learns instead: y += scale · (x·Aᵀ)·Bᵀ.
  struct Adapter {
    /// `[rank, width]`.
    let down: Parameter
    /// `[rows, rank]`.
    let up: Parameter
    /// Which of the model's adapters it is; its dropout's noise depends on it.
    let index: Int
    let configuration: AdapterConfiguration
  }

  let parts: [Part]
  /// Inputs.
  let width: Int
  /// The weights `[rows, width]` where they are trained.
  let weight: TrainableArray?
  /// `[rows]`.
  let bias: TrainableArray?

  /// Outputs of all parts.
  var rows: Int { parts.reduce(0) { $0 + $1.rows } }

  /// Floats of room that `weights(in:workers:)` needs.
  var scratchCount: Int { weight == nil ? rows * width : 0 }

  /// The weights `[rows, width]`: where they are trained, or widened into `scratch`.
  func weights(
    in scratch: UnsafeMutablePointer<Float>, workers: WorkerPool
  ) -> UnsafePointer<Float> {
    if let weight { return UnsafePointer(weight.values) }
    for part in parts {
      guard let tensor = part.frozenWeight else { continue }
      let target = scratch + part.start * width
      workers.forEachRange(of: part.rows, grain: max(1, 1 << 15 / width)) { rows, _ in
        for row in rows { tensor.widenRow(row, into: target + row * width) }
      }
    }
    return UnsafePointer(scratch)
  }
}

/// Numbers that the passes read, and where their gradient is added, nil where they are frozen.
struct TrainableArray {
  let values: UnsafeMutablePointer<Float>
  let gradient: UnsafeMutablePointer<Float>?
}
