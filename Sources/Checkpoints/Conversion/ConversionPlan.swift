import Glibc
import Tensors

/// Which tensors a conversion writes, and as what.
struct ConversionPlan {
  let checkpoint: Checkpoint
  let format: ElementType
  private let configuration: ModelConfiguration

  init(_ checkpoint: Checkpoint, format: ElementType) {
    self.checkpoint = checkpoint
    self.format = format
    configuration = checkpoint.configuration
  }

  /// The tensors in the order of the file.
  func tensors() throws(CheckpointError) -> [GGUFPlannedTensor] {
    var planned: [GGUFPlannedTensor] = []
    if let factors = rotaryFactors() {
      planned.append(
        GGUFPlannedTensor(
          name: GGUFTensorNames.rotaryFactors, source: .float32(factors, shape: [factors.count]),
          type: .float32, code: 0, pairedHeadWidth: nil))
    }
    for (name, shape) in configuration.tensors {
      planned.append(try plan(name, shape: shape, isHead: name == configuration.headName))
    }
    return planned
  }

  private func plan(
    _ name: String, shape: [Int], isHead: Bool
  ) throws(CheckpointError) -> GGUFPlannedTensor {
    let source = try checkpoint.tensor(name, shape: shape)
    let type = target(source, isHead: isHead)
    let isPermuted = RotaryRows.turn(name) && configuration.rotaryPairing == .halves
    // ggml has a number for each of our types.
    return GGUFPlannedTensor(
      name: GGUFTensorNames.gguf(name), source: source, type: type,
      code: GGUFTensorType(type)?.code ?? 0,
      pairedHeadWidth: isPermuted ? configuration.headWidth : nil)
  }

  private func target(_ source: Tensor, isHead: Bool) -> ElementType {
    guard source.shape.count > 1 else { return .float32 }
    let wanted: ElementType = format == .q4_0 && isHead ? .q8_0 : format
    let width = source.shape.last ?? 1
    return width.isMultiple(of: wanted.blockLength) ? wanted : .float16
  }

  /// What each rotary frequency is divided by where one number for all does not say it.
  private func rotaryFactors() -> [Float]? {
    switch configuration.rotaryScaling {
    case .none, .linear: return nil
    case .factors(let factors): return factors
    case .llama3(let factor, let low, let high, let originalContextLength):
      return (0..<configuration.headWidth / 2).map { pair in
        let exponent = Double(2 * pair) / Double(configuration.headWidth)
        let wavelength = 2 * Double.pi * pow(configuration.rotaryTheta, exponent)
        let turns = Double(originalContextLength) / wavelength
        if turns > high { return 1 }
        if turns < low { return Float(factor) }
        let smooth = (turns - low) / (high - low)
        return Float(1 / ((1 - smooth) / factor + smooth))
      }
    }
  }
}
