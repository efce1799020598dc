import Evaluation
import Testing

@Suite("Figures of an evaluation")
struct StatisticsTests {
  private static func isNear(_ first: Double?, _ second: Double, within error: Double = 1e-9)
    -> Bool
  {
    first.map { abs($0 - second) <= error } ?? false
  }

  @Test("gives the paper's win rate, and the scripts' ratio")
  func tally() {
    let tally = Tally([.win, .tie, .lose, .lose, .win, .tie, .tie, .lose, .lose, .lose])
    #expect(tally.wins == 2 && tally.ties == 3 && tally.losses == 5 && tally.total == 10)
    #expect(tally.winRate == 0.2 && tally.seedRatio == 0.5)
    #expect(Tally().winRate == nil && Tally().seedRatio == nil)
  }

  @Test("gives the advantage of the rows that have both verdicts")
  func comparison() {
    let pairs: [Comparison.Pair] = [
      .init(origin: .lose, aligned: .win), .init(origin: .tie, aligned: .win),
      .init(origin: .win, aligned: .win), .init(origin: .lose, aligned: .lose),
      .init(origin: nil, aligned: .win), .init(origin: .win, aligned: nil),
    ]
    let comparison = Comparison(pairs, bootstrap: Bootstrap(resampleCount: 500))
    #expect(comparison.excludedCount == 2)
    #expect(comparison.origin == Tally([.lose, .tie, .win, .lose]))
    #expect(comparison.aligned == Tally([.win, .win, .win, .lose]))
    #expect(comparison.origin.winRate == 0.25 && comparison.aligned.winRate == 0.75)
    #expect(comparison.advantage == 0.5)
    // Of four rows whose differences are 1, 1, 0, 0, one draw in sixteen is all of a kind.
    #expect(comparison.advantageInterval == ConfidenceInterval(lower: 0, upper: 1))
    let none = Comparison([], bootstrap: Bootstrap())
    #expect(none.advantage == nil && none.advantageInterval == nil)
  }

  @Test("gives intervals that the same seed gives again")
  func bootstrap() throws {
    let same = Bootstrap(resampleCount: 100).intervals([[1, 1, 1]])
    #expect(same == [ConfidenceInterval(lower: 1, upper: 1)])
    let half = (0..<400).map { Double($0 % 2) }
    let bootstrap = Bootstrap(resampleCount: 2000, seed: 5)
    let interval = try #require(bootstrap.intervals([half])[0])
    // 1.96 · √(0.25 ∕ 400) = 0.049 on either side.
    #expect(Self.isNear(interval.lower, 0.451, within: 0.006))
    #expect(Self.isNear(interval.upper, 0.549, within: 0.006))
    #expect(bootstrap.intervals([half])[0] == interval)
    #expect(Bootstrap().intervals([[], []]) == [nil, nil])
  }

  @Test("draws the figures of a row together")
  func paired() throws {
    let rows = (0..<50).map { Double($0 % 3) }
    let bootstrap = Bootstrap(resampleCount: 200)
    let shifted = rows.map { $0 + 10 }
    let intervals = bootstrap.intervals([rows, shifted])
    let (first, second) = (try #require(intervals[0]), try #require(intervals[1]))
    #expect(
      Self.isNear(second.lower, first.lower + 10) && Self.isNear(second.upper, first.upper + 10))
  }

  @Test(
    "gives quantiles between two numbers in proportion",
    arguments: [(0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.975, 3.925), (1, 4)])
  func quantiles(_ share: Double, _ value: Double) {
    #expect(Self.isNear(Distribution([4, 2, 1, 3]).quantile(share), value))
  }

  @Test("gives mean, deviation and density")
  func distribution() {
    let numbers = Distribution([1, 2, 3, 4, 5])
    #expect(numbers.mean == 3 && numbers.median == 3)
    #expect(Self.isNear(numbers.standardDeviation, 2.0.squareRoot()))
    let one = Distribution([0])
    let density = one.density(at: [0, 1], width: 1)
    #expect(Self.isNear(density[0], 0.3989422804, within: 1e-9))
    #expect(Self.isNear(density[1], 0.2419707245, within: 1e-9))
    // Silverman’s width of 1 to 5 is 0.9 · √2 · 5^(−1∕5) = 0.92249, and at 3 stand bells 0, 1, 1, 2 and 2 away:
    // (0.39894 + 2 · 0.22168 + 2 · 0.03804) ∕ (5 · 0.92249) = 0.19911.
    let middle = numbers.density(at: [3])[0]
    #expect(Self.isNear(middle, 0.19911, within: 2e-5))
    #expect(Distribution([]).mean == nil && Distribution([]).density(at: [1]) == [0])
  }

  @Test("tells a judge that goes by the place")
  func agreement() {
    func response(_ replies: String...) -> JudgedResponse {
      JudgedResponse(
        orders: zip(ResponsePosition.allCases, replies).map {
          JudgedOrder(position: $0, reply: $1)
        })
    }
    var agreement = OrderAgreement()
    for judged in [response("1", "1"), response("1", "2"), response("0", "0"), response("2", "?")] {
      agreement.count(judged)
    }
    #expect(agreement.pairCount == 3 && agreement.agreeingCount == 2)
    #expect(agreement.agreement == 2.0 / 3)
    #expect(agreement.firstCount == 3 && agreement.secondCount == 2 && agreement.neitherCount == 2)
    #expect(agreement.invalidCount == 1 && agreement.replyCount == 8)
    #expect(agreement.firstShare == 0.6)
  }
}
