extension Color {
  /// The nearest colour that a screen of this depth shows; nil where it shows none.
  public func nearest(at depth: ColorDepth) -> Color? {
    switch (depth, self) {
    case (.monochrome, _): return nil
    case (.truecolor, _), (_, .ansi): return self
    case (.indexed256, .indexed): return self
    case (.indexed256, .rgb(let red, let green, let blue)):
      return .indexed(Palette.nearestIndex(red: red, green: green, blue: blue, in: 16...255))
    case (.ansi16, .indexed(let index)) where index < 16: return .ansi(index)
    case (.ansi16, .indexed(let index)):
      let (red, green, blue) = Palette.components(of: index)
      return .ansi(Palette.named(red: red, green: green, blue: blue))
    case (.ansi16, .rgb(let red, let green, let blue)):
      return .ansi(Palette.named(red: red, green: green, blue: blue))
    }
  }
}

/// The palette of 256 colours as xterm sets it up.
enum Palette {
  /// The 16 named colours; users change them, so these values only serve to find a neighbour.
  private static let namedColors: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  /// Red, green and blue of an entry.
  static func components(of index: UInt8) -> (UInt8, UInt8, UInt8) {
    if index < 16 { return namedColors[Int(index)] }
    if index >= 232 {
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
    let cube = index - 16
    func level(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + 40 * step }
    return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
  }

  /// The named colour of the same hue, or grey.
  ///
  /// The hue carries the meaning: a pale green lies nearer to yellow than to the named green, and must
  /// not become yellow. The normal colours, which terminals with 8 have too, and dark or light only by
  /// the user's palette; grey alone knows brightness.
  static func named(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    let (highest, lowest) = (max(red, green, blue), min(red, green, blue))
    let spread = Int(highest) - Int(lowest)
    guard spread * 4 >= Int(highest), spread >= 32 else {
      switch highest {
      case ..<64: return 0
      case ..<160: return 8
      case ..<240: return 7
      default: return 15
      }
    }
    // A channel counts where it is in the upper half between the lowest and the highest.
    let middle = Int(lowest) + spread / 2
    return (Int(red) > middle ? 1 : 0) + (Int(green) > middle ? 2 : 0)
      + (Int(blue) > middle ? 4 : 0)
  }

  /// The entry that looks nearest, by the weighted distance of the eye to red, green and blue.
  static func nearestIndex(
    red: UInt8, green: UInt8, blue: UInt8, in range: ClosedRange<UInt8>
  ) -> UInt8 {
    var best = range.lowerBound
    var bestDistance = Int.max
    for index in range {
      let (otherRed, otherGreen, otherBlue) = components(of: index)
      let redStep = Int(red) - Int(otherRed)
      let greenStep = Int(green) - Int(otherGreen)
      let blueStep = Int(blue) - Int(otherBlue)
      let distance = 3 * redStep * redStep + 6 * greenStep * greenStep + blueStep * blueStep
      if distance < bestDistance {
        bestDistance = distance
        best = index
      }
    }
    return best
  }
}
