public import TerminalUI

extension CursesTerminal {
  /// Asks the terminal for the colour of its ground (OSC 11), and waits for the answer.
  ///
  /// What every terminal answers, its kind (DA1), is asked behind it, so that one that has no answer to the first costs no
  /// time. Keys that are pressed meanwhile are kept for the next `waitForEvents`.
  ///
  /// - Parameter limit: The longest wait.
  /// - Returns: The ground; nil where the terminal does not say.
  public func askGround(within limit: Duration = .milliseconds(150)) -> Ground? {
    let environment = Self.environment()
    let named = environment["COLORFGBG"].flatMap(Ground.init(colorFGBG:))
    guard capabilities.colorDepth > .monochrome, Self.answersQueries(environment) else {
      return named
    }
    decoder.answers = InputDecoder.Answers()
    guard send("\u{1B}]11;?\u{1B}\\\u{1B}[c") else { return named }
    let deadline = ContinuousClock.now + limit
    while decoder.answers.ground == nil, !decoder.answers.isKindKnown, !inputEnded,
      ContinuousClock.now < deadline
    {
      heldEvents += poll(until: deadline)
    }
    return decoder.answers.ground ?? named
  }

  /// The Linux console prints what it does not know.
  private static func answersQueries(_ environment: [String: String]) -> Bool {
    let name = environment["TERM"] ?? ""
    return !["linux", "dumb", "vt", "cons"].contains { name.hasPrefix($0) }
  }
}

extension InputDecoder {
  /// What the terminal has said of itself.
  struct Answers: Equatable {
    /// The ground, where it was asked for.
    var ground: Ground?
    /// Whether the terminal has named its kind: what was asked before has been answered then, or never will be.
    var isKindKnown = false

    /// Notes a report.
    mutating func note(_ report: ArraySlice<UInt8>) {
      let text = String(decoding: report, as: UTF8.self)
      if text.hasPrefix("\u{1B}[?"), text.hasSuffix("c") { isKindKnown = true }
      if text.hasPrefix("\u{1B}]11;") { ground = Self.ground(ofReport: text.dropFirst(5)) }
    }

    /// Reads `rgb:RRRR/GGGG/BBBB`, with one to four digits a channel.
    private static func ground(ofReport text: Substring) -> Ground? {
      guard text.hasPrefix("rgb:") || text.hasPrefix("rgba:") else { return nil }
      let channels = text.drop { $0 != ":" }.dropFirst().split(separator: "/").prefix(3)
        .map { $0.prefix { $0.isHexDigit } }
      let levels = channels.compactMap { digits -> Double? in
        guard (1...4).contains(digits.count), let value = Int(digits, radix: 16) else { return nil }
        return Double(value) / Double((1 << (4 * digits.count)) - 1)
      }
      guard levels.count == 3 else { return nil }
      return Ground(red: levels[0], green: levels[1], blue: levels[2])
    }
  }
}
