import Testing

@testable import Training

@Suite("The learning rate") struct ScheduleTests {
  @Test(
    "follows transformers' schedules",
    arguments: [
      (
        LearningRateSchedule.Shape.cosine,
        [0, 0.5, 1, 0.962, 0.854, 0.691, 0.5, 0.309, 0.146, 0.038]
      ),
      (.linear, [0, 0.5, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125]),
      (.constant, [0, 0.5, 1, 1, 1, 1, 1, 1, 1, 1]),
    ])
  func shapes(_ shape: LearningRateSchedule.Shape, _ expected: [Double]) {
    let schedule = LearningRateSchedule(peak: 2, shape: shape, warmUp: .steps(2))
    for (step, share) in expected.enumerated() {
      #expect(abs(schedule.rate(step: step, of: 10) - 2 * share) < 1e-3, "step \(step)")
    }
  }

  @Test("rises over a share of the steps, rounded up, and ends at the final share")
  func ratio() {
    let schedule = LearningRateSchedule(
      peak: 1, shape: .linear, warmUp: .ratio(0.05), finalShare: 0.1)
    #expect(schedule.rate(step: 0, of: 30) == 0)
    #expect(schedule.rate(step: 1, of: 30) == 0.5)
    #expect(schedule.rate(step: 2, of: 30) == 1)
    #expect(abs(schedule.rate(step: 30, of: 30) - 0.1) < 1e-12)
  }

  @Test("is the peak from the start where nothing rises")
  func noWarmUp() {
    #expect(LearningRateSchedule(peak: 3, warmUp: .steps(0)).rate(step: 0, of: 5) == 3)
  }
}
