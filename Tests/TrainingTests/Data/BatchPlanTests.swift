import Testing

@testable import Training

@Suite("The plan of batches") struct BatchPlanTests {
  private static let lengths = (0..<97).map { Int32(5 + $0 * 7 % 40) }

  @Test(
    "takes every row once an epoch, within the batch's size",
    arguments: [BatchSize.tokens(100), .tokens(1), .rows(8), .rows(1_000)])
  func epochs(_ size: BatchSize) {
    var plan = BatchPlan(lengths: Self.lengths, size: size, length: .epochs(3), seed: 4)
    var rows: [Int] = []
    for step in 0..<plan.stepCount {
      let batch = plan.rows(of: step)
      let tokens = batch.reduce(0) { $0 + Int(Self.lengths[$1]) }
      #expect(!batch.isEmpty)
      switch size {
      case .tokens(let limit): #expect(tokens <= limit || batch.count == 1)
      case .rows(let limit): #expect(batch.count <= limit)
      }
      rows += batch
    }
    let count = Self.lengths.count
    #expect(rows.count == 3 * count)
    for epoch in 0..<3 {
      #expect(Set(rows[epoch * count..<(epoch + 1) * count]) == Set(0..<count))
    }
    #expect(rows[..<count] != rows[count..<2 * count])
    #expect(plan.epochs(after: plan.stepCount) == 3)
  }

  @Test("is the same from any step on")
  func anyStep() {
    var plan = BatchPlan(lengths: Self.lengths, size: .rows(10), length: .steps(35), seed: 7)
    let all = (0..<35).map { plan.rows(of: $0) }
    for step in [34, 0, 12, 11, 29] {
      var other = BatchPlan(lengths: Self.lengths, size: .rows(10), length: .steps(35), seed: 7)
      #expect(other.rows(of: step) == all[step])
    }
    var another = BatchPlan(lengths: Self.lengths, size: .rows(10), length: .steps(35), seed: 8)
    #expect(another.rows(of: 0) != all[0])
  }

  @Test(
    "has as many steps as its length says",
    arguments: [
      (RunLength.steps(1), 1), (.steps(23), 23), (.epochs(1), 10), (.epochs(0.5), 5),
      (.epochs(1.5), 15), (.epochs(0.01), 1),
    ])
  func length(_ length: RunLength, _ steps: Int) {
    let plan = BatchPlan(lengths: Self.lengths, size: .rows(10), length: length, seed: 1)
    #expect(plan.stepCount == steps)
  }

  @Test("has no steps without rows")
  func empty() {
    #expect(BatchPlan(lengths: [], size: .rows(2), length: .steps(9), seed: 1).stepCount == 0)
  }
}
