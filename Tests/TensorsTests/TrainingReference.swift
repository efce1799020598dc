import Foundation
import Testing

/// Training's functions in double precision, written as the textbooks have them, and their slopes by differences.
enum TrainingReference {
  /// x / sqrt(mean of squares + epsilon) * weight, for one row.
  static func norm(_ x: [Double], weight: [Double], epsilon: Double) -> [Double] {
    let mean = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
    return zip(x, weight).map { $0 / (mean + epsilon).squareRoot() * $1 }
  }

  /// silu(gate) * up.
  static func swiglu(gate: [Double], up: [Double]) -> [Double] {
    zip(gate, up).map { $0 / (1 + exp(-$0)) * $1 }
  }

  /// -log softmax(logits)[target].
  static func crossEntropy(_ logits: [Double], target: Int) -> Double {
    let maximum = logits.max() ?? 0
    return log(logits.reduce(0) { $0 + exp($1 - maximum) }) + maximum - logits[target]
  }

  /// The output of causal attention, heads side by side, and the logarithms of the sums, `[group][tokens]`.
  static func attention(
    _ shape: AttentionShape, queries: [Double], keys: [Double], values: [Double]
  ) -> (output: [Double], logSumExp: [Double]) {
    let width = shape.width
    let rowWidth = shape.group * width
    var output = [Double](repeating: 0, count: shape.tokens * rowWidth)
    var logSumExp: [Double] = []
    for head in 0..<shape.group {
      for token in 0..<shape.tokens {
        let query = token * rowWidth + head * width
        let first = shape.window == 0 ? 0 : max(0, token + 1 - shape.window)
        let powers = (first...token).map { key in
          var sum = 0.0
          for i in 0..<width { sum += queries[query + i] * keys[key * width + i] }
          return exp(sum * Double(shape.scale))
        }
        let total = powers.reduce(0, +)
        for (offset, power) in powers.enumerated() {
          for i in 0..<width {
            output[query + i] += power / total * values[(first + offset) * width + i]
          }
        }
        logSumExp.append(log(total))
      }
    }
    return (output, logSumExp)
  }
}

/// The extents of attention of one key/value head.
struct AttentionShape: Sendable, CustomTestStringConvertible {
  var tokens: Int
  var group: Int
  var width: Int
  var window = 0

  var scale: Float { 1 / Float(width).squareRoot() }
  var testDescription: String { "\(tokens) tokens, \(group) x \(width), window \(window)" }
}

/// Checks a gradient against the slopes of `function`, by central differences along some of its axes.
func expectGradient(
  _ gradient: [Float], of function: ([Double]) -> Double, at point: [Float], axes: Int = .max,
  tolerance: Double = 1e-5, sourceLocation: SourceLocation = #_sourceLocation
) {
  let step = 1e-4
  let point = point.map(Double.init)
  let largest = gradient.reduce(1) { max($0, Double(abs($1))) }
  for axis in stride(from: 0, to: point.count, by: max(1, point.count / axes)) {
    var ahead = point
    var behind = point
    ahead[axis] += step
    behind[axis] -= step
    let slope = (function(ahead) - function(behind)) / (2 * step)
    let difference = abs(slope - Double(gradient[axis]))
    if !(difference <= tolerance * largest) {
      Issue.record(
        "axis \(axis): \(gradient[axis]) for \(slope)", sourceLocation: sourceLocation)
    }
  }
}

/// The largest difference, relative to the largest expected number or 1; infinite where one is no number.
func worstDifference(_ found: [Float], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let largest = expected.reduce(1) { max($0, abs($1)) }
  return zip(found, expected).reduce(0) { worst, pair in
    let difference = abs(Double(pair.0) - pair.1)
    return difference.isNaN ? .infinity : max(worst, difference / largest)
  }
}

/// The sum of the products: a function's value along a gradient that comes from above.
func inner(_ a: [Double], _ b: [Float]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * Double($1.1) }
}
