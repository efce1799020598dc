/// A reproducible source of random numbers: SplitMix64 (Steele, Lea and Flood, 2014).
public struct DemoRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Whether something of this probability happens.
  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  /// A number of a range.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// One of several, which must not be none.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }

  /// One of several by weight.
  mutating func pick<Element>(weighted elements: [(Element, Double)]) -> Element {
    var rest = Double(next() >> 11) * 0x1p-53 * elements.reduce(0) { $0 + $1.1 }
    for (element, weight) in elements {
      rest -= weight
      if rest < 0 { return element }
    }
    return elements[elements.count - 1].0
  }
}

/// A number that a text always has, whatever machine or seed: FNV-1a, 64 bits.
func stableHash(_ text: some StringProtocol) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
