import Glibc

/// The few functions of the C library that statistics need.
enum Exponential {
  static func of(_ exponent: Double) -> Double { exp(exponent) }

  static func fifthRootReciprocal(of value: Double) -> Double { pow(value, -0.2) }
}
