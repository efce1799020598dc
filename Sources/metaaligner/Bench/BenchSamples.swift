import StrictJSON

/// What one thing measured several times came to.
struct BenchSamples: Equatable {
  /// The measurements, smallest first.
  let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.filter(\.isFinite).sorted()
  }

  /// The middle, nil where nothing was measured.
  var median: Double? { quantile(0.5) }

  /// The value below which this share of the measurements lies, between neighbours in proportion.
  func quantile(_ share: Double) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let place = share * Double(last)
    let lower = min(max(Int(place), 0), last)
    let upper = min(lower + 1, last)
    return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
  }

  /// How far the measurements lie apart.
  var spread: JSONValue {
    func number(_ share: Double) -> JSONValue { quantile(share).map { JSONValue($0) } ?? .null }
    return [
      "samples": .integer(Int64(sorted.count)), "minimum": number(0), "p10": number(0.1),
      "p25": number(0.25), "median": number(0.5), "p75": number(0.75), "p90": number(0.9),
      "maximum": number(1),
    ]
  }
}

/// How long measuring may go on.
struct BenchBudget {
  /// The longest that one run takes, with room for what is under way when it is up.
  static let wholeRun = Duration.seconds(100)

  private let end: ContinuousClock.Instant

  init(_ duration: Duration) {
    end = .now + duration
  }

  private init(end: ContinuousClock.Instant) {
    self.end = end
  }

  /// This share of what is left.
  func share(_ share: Double) -> BenchBudget {
    let left = max(.zero, end - .now)
    return BenchBudget(end: min(end, .now + left * share))
  }

  /// Measures until there are enough measurements or the time is up.
  ///
  /// - Parameters:
  ///   - most: Enough measurements.
  ///   - least: Measurements that are made whatever the time.
  ///   - measure: Makes one.
  /// - Returns: The measurements, in the order in which they were made.
  func collect<Value>(
    atMost most: Int, atLeast least: Int = 1, _ measure: () throws -> Value
  ) rethrows -> [Value] {
    var values: [Value] = []
    while values.count < least || values.count < most && !isSpent { values.append(try measure()) }
    return values
  }

  /// Whether the time is up.
  var isSpent: Bool { .now >= end }
}

/// The seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return (.now - start) / .seconds(1)
}
