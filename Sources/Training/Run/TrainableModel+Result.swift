internal import CKernels
public import Checkpoints

extension TrainableModel: TensorProvider {}

extension TrainableModel {
  /// The CRC-32 of all values that are trained, in hexadecimal: what a run began with.
  var valuesChecksum: String {
    let bytes = UnsafeRawBufferPointer(allValues)
    guard let start = bytes.baseAddress else { return "0" }
    return String(ck_crc32(0, start, bytes.count), radix: 16)
  }

  /// Writes the adapter as a folder of PEFT.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - base: What the adapter belongs to, as its settings name it.
  ///   - isReplacing: Whether an adapter that is there may be replaced.
  /// - Throws: `ConversionError`; `.cancelled` where there is no adapter.
  public func writeAdapter(
    to path: String, base: String, isReplacing: Bool
  ) throws(ConversionError) {
    guard let adapter else { throw .cancelled }
    try AdapterFolder.write(
      AdapterTensors(parameters: parameters),
      tensors: parameters.map { ($0.name, $0.shape) },
      settings: LowRankAdapter.Settings(
        rank: adapter.rank, alpha: Double(adapter.alpha), dropout: Double(adapter.dropout),
        targetModules: adapter.targetModules, base: base),
      to: path, isReplacing: isReplacing)
  }
}

/// The adapter's own tensors.
private struct AdapterTensors: TensorProvider {
  let parameters: [Parameter]

  func forEachTensor(
    _ body: (_ name: String, _ shape: [Int], _ values: UnsafePointer<Float>) throws -> Void
  ) throws {
    for parameter in parameters {
      try body(parameter.name, parameter.shape, UnsafePointer(parameter.values))
    }
  }
}

extension Checkpoint {
  /// The CRC-32 of the weight files, in hexadecimal.
  ///
  /// - Returns: The checksum.
  /// - Throws: `TrainingError.fileAccess`.
  public func weightChecksum() throws(TrainingError) -> String {
    var checksum: UInt32 = 0
    for path in files {
      let file = try MappedFile(path)
      if let start = file.bytes.baseAddress {
        checksum = ck_crc32(checksum, start, file.bytes.count)
      }
    }
    return String(checksum, radix: 16)
  }
}
