/// SplitMix64 (Steele, Lea and Flood 2014): a stream of numbers that a seed fixes for good.
///
/// The standard library may change how it shuffles; an order that a run is resumed in may not.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A stream of its own for each of several purposes of one seed.
  init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix(seed: seed ^ (stream &* 0xD1B5_4A32_D192_ED03))
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is at least 1 and far below 2^64: the bias of the multiplication is immeasurable.
  mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers `0..<count` in an order of the seed's (Fisher and Yates).
  mutating func permutation(of count: Int) -> [Int32] {
    var order = (0..<Int32(clamping: count)).map { $0 }
    for index in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(index, next(below: index + 1))
    }
    return order
  }
}
