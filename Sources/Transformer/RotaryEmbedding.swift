package import Checkpoints
import Glibc
import Tensors

/// Rotary position embeddings (Su et al., 2021): each pair of a head's components turns by position · frequency.
///
/// Which components are pairs is the configuration's `rotaryPairing`. Frequencies and angles are rounded to float32
/// where transformers rounds them.
package struct RotaryEmbedding: Sendable {
  /// Radians a position, `[Dh/2]`.
  let frequencies: [Float]

  init(frequencies: [Float]) { self.frequencies = frequencies }

  package init(_ configuration: ModelConfiguration) {
    let base = Float(configuration.rotaryTheta)
    let width = Float(configuration.headWidth)
    let unscaled = (0..<configuration.headWidth / 2).map { pair in
      1 / powf(base, Float(2 * pair) / width)
    }
    switch configuration.rotaryScaling {
    case .none:
      frequencies = unscaled
    case .linear(let factor):
      frequencies = unscaled.map { $0 / Float(factor) }
    case .factors(let factors):
      frequencies = zip(unscaled, factors).map { $0 / $1 }
    case .llama3(let factor, let low, let high, let originalContextLength):
      frequencies = unscaled.map { frequency in
        // Turns within the original context: many are kept, few are slowed down, between them a blend.
        let turns = Double(originalContextLength) * Double(frequency) / (2 * Double.pi)
        if turns > high { return frequency }
        if turns < low { return frequency / Float(factor) }
        let smooth = Float((turns - low) / (high - low))
        return (1 - smooth) * frequency / Float(factor) + smooth * frequency
      }
    }
  }

  /// Writes a position's cosines and sines, `[Dh/2]` each.
  package func angles(
    position: Int, cosines: UnsafeMutablePointer<Float>, sines: UnsafeMutablePointer<Float>
  ) {
    for (index, frequency) in frequencies.enumerated() {
      let angle = Float(position) * frequency
      cosines[index] = cosf(angle)
      sines[index] = sinf(angle)
    }
  }
}
