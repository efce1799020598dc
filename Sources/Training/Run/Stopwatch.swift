import Glibc

/// Seconds since it was made, by the clock that nobody sets.
struct Stopwatch {
  private let start = Self.now

  var seconds: Double { Self.now - start }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Tokens a second over the last steps: long ones count more, old ones less.
struct Throughput {
  private var tokens = 0.0
  private var seconds = 0.0
  private static let memory = 60.0

  mutating func add(tokens: Int, seconds: Double) {
    let kept = max(0, 1 - seconds / Self.memory)
    self.tokens = self.tokens * kept + Double(tokens)
    self.seconds = self.seconds * kept + seconds
  }

  var tokensPerSecond: Double { seconds > 0 ? tokens / seconds : 0 }
}
