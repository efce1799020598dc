/// How many colours a screen shows.
public enum ColorDepth: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// None: weight, underline and reverse only.
  case monochrome = 0
  /// The 16 named colours.
  case ansi16 = 16
  /// 16 named colours, a 6×6×6 cube and 24 greys.
  case indexed256 = 256
  /// 8 bits a channel.
  case truecolor = 16_777_216

  /// The poorer screen comes first.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The value of `--color`, or of its place in the configuration.
public enum ColorOption: String, Sendable, Hashable, CaseIterable {
  /// `NO_COLOR` decides, then what the terminal can do.
  case auto
  /// What the terminal can do, at least 16 colours, whatever `NO_COLOR` says.
  case always
  /// None.
  case never
  /// Exactly 16 colours.
  case ansi16 = "16"
  /// Exactly 256 colours.
  case indexed256 = "256"
  /// 24-bit colour.
  case truecolor
}

extension ColorDepth {
  /// Chooses a depth: the option, then the configuration, then `NO_COLOR`, then detection.
  ///
  /// `NO_COLOR` counts where it is present and not empty, whatever its value (no-color.org).
  ///
  /// - Parameters:
  ///   - option: The command line's choice, nil where it made none.
  ///   - configured: The configuration's choice, nil where it made none.
  ///   - environment: The environment's variables.
  ///   - terminfoColors: How many colours terminfo lists for the terminal; -1 or 0 for none.
  ///   - terminfoHasRGB: Whether terminfo lists direct colour.
  /// - Returns: The depth to draw with.
  public static func choose(
    option: ColorOption?, configured: ColorOption? = nil, environment: [String: String],
    terminfoColors: Int, terminfoHasRGB: Bool
  ) -> ColorDepth {
    let detected = detect(
      environment: environment, terminfoColors: terminfoColors, terminfoHasRGB: terminfoHasRGB)
    let chosen = option == .auto || option == nil ? configured ?? .auto : option ?? .auto
    switch chosen {
    case .never: return .monochrome
    case .ansi16: return .ansi16
    case .indexed256: return .indexed256
    case .truecolor: return .truecolor
    case .always: return max(detected, .ansi16)
    case .auto:
      let forbidden = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      return forbidden ? .monochrome : detected
    }
  }

  /// What the terminal says of itself.
  static func detect(
    environment: [String: String], terminfoColors: Int, terminfoHasRGB: Bool
  ) -> ColorDepth {
    if environment["TERM"] == "dumb" { return .monochrome }
    let named = environment["COLORTERM"]?.lowercased()
    if named == "truecolor" || named == "24bit" || terminfoHasRGB
      || environment["WSL_DISTRO_NAME"] != nil
    {
      return .truecolor
    }
    if terminfoColors >= 256 { return .indexed256 }
    return terminfoColors >= 8 ? .ansi16 : .monochrome
  }
}
