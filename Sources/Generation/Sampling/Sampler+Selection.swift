extension UnsafeBufferPointer<Float> {
  /// The index of the greatest finite element; the lowest of a tie, as in argmax of the reference.
  var indexOfGreatest: Int? {
    // First how great it is, in lanes; then where it stands.
    var lanes = SIMD8<Float>(repeating: -.infinity)
    let whole = count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      let values = SIMD8(
        self[start], self[start + 1], self[start + 2], self[start + 3], self[start + 4],
        self[start + 5], self[start + 6], self[start + 7])
      // Comparisons with what is no number are false.
      lanes.replace(with: values, where: (values .> lanes) .& (values .< .infinity))
    }
    var greatest = lanes.max()
    for index in whole..<count where self[index] > greatest && self[index] < .infinity {
      greatest = self[index]
    }
    return greatest == -.infinity ? nil : firstIndex(of: greatest)
  }

  /// The finite element that `rank` − 1 finite ones are not less than, −∞ where there are not as many.
  ///
  /// A radix selection: four passes over the bytes of keys that are ordered as the numbers are.
  func largest(rank: Int) -> Float {
    var keys = filter(\.isFinite).map(\.orderedKey)
    guard rank <= keys.count else { return -.infinity }
    var rank = rank
    for shift in [24, 16, 8, 0] as [UInt32] {
      var counts = [Int](repeating: 0, count: 256)
      for key in keys { counts[Int(key >> shift & 0xFF)] += 1 }
      var digit = 255
      while rank > counts[digit] {
        rank -= counts[digit]
        digit -= 1
      }
      keys = keys.filter { Int($0 >> shift & 0xFF) == digit }
    }
    return keys.first.map(Float.init(orderedKey:)) ?? -.infinity
  }
}

extension Float {
  /// A number that is greater where this one is.
  fileprivate var orderedKey: UInt32 {
    bitPattern & 0x8000_0000 == 0 ? bitPattern | 0x8000_0000 : ~bitPattern
  }

  fileprivate init(orderedKey: UInt32) {
    let isPositive = orderedKey & 0x8000_0000 != 0
    self.init(bitPattern: isPositive ? orderedKey & 0x7FFF_FFFF : ~orderedKey)
  }
}
