internal import Glibc

/// Random numbers that depend on a seed, a stream and an index only, so that any thread may make any of them.
struct CountedRandom {
  private let start: UInt64

  init(seed: UInt64, stream: UInt64) {
    start = Self.mixed(Self.mixed(seed) ^ (stream &* 0x9e37_79b9_7f4a_7c15 &+ 1))
  }

  /// 64 random bits.
  func bits(_ index: Int) -> UInt64 {
    Self.mixed(start &+ UInt64(truncatingIfNeeded: index) &* 0x9e37_79b9_7f4a_7c15)
  }

  /// A number in 0..<1, of 24 bits.
  func uniform(_ index: Int) -> Float { Float(bits(index) >> 40) * 0x1p-24 }

  /// A normal number of deviation 1 (Box and Muller, 1958).
  func normal(_ index: Int) -> Float {
    let bits = bits(index)
    let radius = (Double(bits >> 32) + 0.5) * 0x1p-32
    let angle = Double(bits & 0xffff_ffff) * 0x1p-32 * 2 * Double.pi
    return Float(sqrt(-2 * log(radius)) * cos(angle))
  }

  /// The finaliser of splitmix64 (Steele et al., 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
