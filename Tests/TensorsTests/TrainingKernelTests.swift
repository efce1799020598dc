import CKernels
import Testing

@testable import Tensors

@Suite("Training's kernels agree with the textbook in double precision, and with its slopes")
struct TrainingKernelTests {
  static let widths = [1, 5, 16, 37, 64]

  private static func kernels(_ level: UInt32) -> ck_training_kernels {
    ck_training_kernels_at(ck_level(rawValue: level)).pointee
  }

  @Test("in norms, adding to what is there", arguments: availableLevels, widths)
  func norm(level: UInt32, width: Int) {
    let kernels = Self.kernels(level)
    let rows = 3
    let epsilon: Float = 0.01
    let x = randoms(rows * width, seed: 1)
    let weight = randoms(width, seed: 2)
    let above = randoms(rows * width, seed: 3)
    var y = [Float](repeating: .nan, count: rows * width)
    var factors = [Float](repeating: .nan, count: rows)
    var inputGradient = [Float](repeating: 1, count: rows * width)
    var weightGradient = [Float](repeating: 2, count: width)
    kernels.norm_forward(x, weight, epsilon, &y, &factors, rows, width)
    kernels.norm_backward(
      x, weight, factors, above, &inputGradient, &weightGradient, rows, width)

    let reference = { (x: [Double], weight: [Double]) -> [Double] in
      (0..<rows).flatMap { row in
        TrainingReference.norm(
          Array(x[row * width..<(row + 1) * width]), weight: weight, epsilon: Double(epsilon))
      }
    }
    let exactX = x.map(Double.init)
    let exactWeight = weight.map(Double.init)
    #expect(worstDifference(y, reference(exactX, exactWeight)) < 1e-6)
    expectGradient(
      inputGradient.map { $0 - 1 }, of: { inner(reference($0, exactWeight), above) }, at: x)
    expectGradient(
      weightGradient.map { $0 - 2 }, of: { inner(reference(exactX, $0), above) }, at: weight)

    var frozen = [Float](repeating: 1, count: rows * width)
    kernels.norm_backward(x, weight, factors, above, &frozen, nil, rows, width)
    #expect(frozen == inputGradient)
  }

  @Test("in the gate, which the backward pass makes again", arguments: availableLevels, widths)
  func swiglu(level: UInt32, width: Int) {
    let kernels = Self.kernels(level)
    let gate = randoms(2 * width, seed: 4).map { $0 * 6 }
    let up = randoms(2 * width, seed: 5)
    let above = randoms(2 * width, seed: 6)
    var y = [Float](repeating: .nan, count: 2 * width)
    var again = y
    var gateGradient = gate
    var upGradient = up
    kernels.swiglu_forward(gate, up, width, &y, 2, width)
    kernels.swiglu_backward(&gateGradient, &upGradient, width, above, &again, 2, width)

    let exactGate = gate.map(Double.init)
    let exactUp = up.map(Double.init)
    #expect(again == y)
    #expect(worstDifference(y, TrainingReference.swiglu(gate: exactGate, up: exactUp)) < 1e-6)
    expectGradient(
      gateGradient,
      of: { inner(TrainingReference.swiglu(gate: $0, up: exactUp), above) }, at: gate)
    expectGradient(
      upGradient,
      of: { inner(TrainingReference.swiglu(gate: exactGate, up: $0), above) }, at: up)
  }

  @Test("in the gate where it is shut or wide open", arguments: availableLevels)
  func saturatedGate(level: UInt32) {
    let gate: [Float] = [-1000, -90, -0.0, 0, 90, 1000]
    let ones = [Float](repeating: 1, count: gate.count)
    var y = gate
    Self.kernels(level).swiglu_forward(gate, ones, gate.count, &y, 1, gate.count)
    #expect(worstDifference(y, [0, 0, 0, 0, 90, 1000]) < 1e-6)
  }

  @Test("in the loss, weighted, and its gradient", arguments: availableLevels, [2, 7, 64, 1100])
  func crossEntropy(level: UInt32, width: Int) {
    let kernels = Self.kernels(level)
    let logits = randoms(3 * width, seed: 7).map { $0 * 20 + 100 }
    let targets: [Int32] = [0, Int32(width - 1), Int32(width / 2)]
    let weights: [Float] = [1, 0, 0.25]
    let reference = { (logits: [Double]) -> Double in
      (0..<3).reduce(0) { sum, row in
        let row = (logits: Array(logits[row * width..<(row + 1) * width]), index: row)
        return sum + Double(weights[row.index])
          * TrainingReference.crossEntropy(row.logits, target: Int(targets[row.index]))
      }
    }
    var gradient = logits
    var correct = 0
    let alone = kernels.cross_entropy(&gradient, 3, width, targets, weights, 0, &correct)
    #expect(gradient == logits)
    let loss = kernels.cross_entropy(&gradient, 3, width, targets, weights, 0.5, &correct)
    #expect(loss == alone)
    #expect(abs(loss - reference(logits.map(Double.init))) < 1e-5 * (1 + loss))
    expectGradient(
      gradient.map { $0 * 2 }, of: reference, at: logits, axes: 40, tolerance: 3e-5)
    #expect(gradient[width..<2 * width].allSatisfy { $0 == 0 })
  }

  @Test("and the loss counts the rows that it would have got right", arguments: availableLevels)
  func correctCount(level: UInt32) {
    var logits: [Float] = [1, 5, 2, 9, 3, 4]
    var correct = 10
    _ = Self.kernels(level).cross_entropy(&logits, 2, 3, [1, 2], nil, 0, &correct)
    #expect(correct == 11)
  }

  @Test("in rotations, which turn back", arguments: availableLevels, [2, 8, 20, 64])
  func rotation(level: UInt32, width: Int) {
    let kernels = Self.kernels(level)
    let half = width / 2
    let stride = 2 * width + 1
    let positions: [Int32] = [4, 0]
    let cosines = randoms(5 * half, seed: 8)
    let sines = cosines.map { (1 - $0 * $0).squareRoot() }
    let start = randoms(2 * stride, seed: 9)
    var expected = start.map(Double.init)
    for (row, position) in positions.enumerated() {
      for head in 0..<2 {
        for i in 0..<half {
          let at = row * stride + head * width + i
          let angle = Int(position) * half + i
          let (a, b) = (Double(start[at]), Double(start[at + half]))
          expected[at] = a * Double(cosines[angle]) - b * Double(sines[angle])
          expected[at + half] = b * Double(cosines[angle]) + a * Double(sines[angle])
        }
      }
    }
    var found = start
    kernels.rotate(&found, stride, 2, 2, width, positions, cosines, sines, 1)
    #expect(worstDifference(found, expected) < 1e-6)
    kernels.rotate(&found, stride, 2, 2, width, positions, cosines, sines, -1)
    #expect(worstDifference(found, start.map(Double.init)) < 1e-6)
  }

  @Test("in steps of AdamW", arguments: availableLevels, [1, 8, 45])
  func adamw(level: UInt32, count: Int) {
    let kernels = Self.kernels(level)
    var value = randoms(count, seed: 10)
    var first = [Float](repeating: 0, count: count)
    var second = first
    var exact = value.map { (value: Double($0), first: 0.0, second: 0.0) }
    let (rate, beta1, beta2, epsilon, decay, clipping) = (0.01, 0.9, 0.99, 1e-8, 0.1, 0.5)
    var power1 = 1.0
    var power2 = 1.0
    for seed in 11..<15 {
      let gradient = randoms(count, seed: seed)
      power1 *= beta1
      power2 *= beta2
      var step = ck_training_adamw_step(
        learning_rate: Float(rate), beta1: Float(beta1), beta2: Float(beta2),
        epsilon: Float(epsilon), weight_decay: Float(decay), bias_correction1: Float(1 - power1),
        bias_correction2: Float(1 - power2), gradient_scale: Float(clipping))
      kernels.adamw(&value, gradient, &first, &second, count, &step)
      for i in 0..<count {
        let slope = Double(gradient[i]) * clipping
        exact[i].first = beta1 * exact[i].first + (1 - beta1) * slope
        exact[i].second = beta2 * exact[i].second + (1 - beta2) * slope * slope
        let root = (exact[i].second / (1 - power2)).squareRoot() + epsilon
        exact[i].value -= rate * decay * exact[i].value
        exact[i].value -= rate * exact[i].first / (1 - power1) / root
      }
    }
    #expect(worstDifference(value, exact.map(\.value)) < 1e-6)
    #expect(worstDifference(first, exact.map(\.first)) < 1e-6)
    #expect(worstDifference(second, exact.map(\.second)) < 1e-6)
  }

  @Test("in sums", arguments: availableLevels, [1, 31, 32, 200])
  func sums(level: UInt32, count: Int) {
    let kernels = Self.kernels(level)
    let y = randoms(count, seed: 16)
    var x = randoms(count, seed: 17)
    let expected = zip(x, y).map { Double($0) - 0.5 * Double($1) }
    kernels.add(&x, y, -0.5, count)
    #expect(worstDifference(x, expected) < 1e-6)
    let squares = y.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(kernels.sum_of_squares(y, count) - squares) <= 1e-13 * squares)
  }
}
