/// What passes take on this machine, learnt from those that were run.
struct PassTimes {
  /// Seconds for each of `PassCosts.measuredRows`; empty until something was measured.
  private var seconds: [Double] = []
  /// Prompt tokens read a second; nil until measured.
  private(set) var promptTokensPerSecond: Double?
  /// Costs relative to a pass over one token.
  private(set) var costs: PassCosts
  private let isFixed: Bool

  private static let weight = 0.15

  /// - Parameter costs: What to take for granted, so that nothing depends on times; nil to learn.
  init(costs: PassCosts? = nil) {
    self.costs = costs ?? .assumed
    isFixed = costs != nil
  }

  /// Learns from a pass that only decoded.
  mutating func learn(rows: Int, seconds time: Double) {
    let sizes = PassCosts.measuredRows
    guard !isFixed, rows >= 1, rows <= sizes[sizes.count - 1], time > 0 else { return }
    let expected: Double
    if seconds.isEmpty {
      let unit = time / PassCosts.assumed.relative(rows: rows)
      seconds = PassCosts.assumed.relative.map { $0 * unit }
      expected = time
    } else {
      expected = seconds[0] * costs.relative(rows: rows)
    }
    // An interruption by another program says nothing about the machine.
    let ratio = min(max(time / expected, 0.5), 2)
    let upper = min(sizes.firstIndex { $0 >= rows } ?? 0, sizes.count - 1)
    let lower = sizes[upper] == rows ? upper : max(upper - 1, 0)
    for index in lower...upper { seconds[index] *= 1 + Self.weight * (ratio - 1) }
    costs = PassCosts(relative: seconds.map { $0 / seconds[0] })
  }

  /// Learns from a pass that only read prompts.
  mutating func learn(promptTokens: Int, seconds: Double) {
    // Short pieces cost more a token.
    guard promptTokens >= 16, seconds > 0 else { return }
    let rate = Double(promptTokens) / seconds
    promptTokensPerSecond = promptTokensPerSecond.map { $0 + 0.3 * (rate - $0) } ?? rate
  }
}
