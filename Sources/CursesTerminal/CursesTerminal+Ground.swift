internal import CNcurses
internal import Glibc
public import TerminalUI

extension CursesTerminal {
  /// Asks the terminal for the colour of its ground (OSC 11) and for how it takes clusters (mode 2027), and waits for the
  /// answers.
  ///
  /// What every terminal answers, its kind (DA1), is asked behind them, so that one that has no answer to the first costs
  /// no time. Where clusters of several code points are taken for one, they are drawn whole from now on. Keys that are pressed meanwhile are kept for the next `waitForEvents`.
  ///
  /// - Parameter limit: The longest wait.
  /// - Returns: The ground; nil where the terminal does not say.
  public func askWhatItIs(within limit: Duration = .milliseconds(150)) -> Ground? {
    let environment = Self.environment()
    let named = environment["COLORFGBG"].flatMap(Ground.init(colorFGBG:))
    guard Self.answersQueries(environment) else { return named }
    let ground = capabilities.colorDepth > .monochrome ? "\u{1B}]11;?\u{1B}\\" : ""
    let clusters = capabilities.isUTF8 ? "\u{1B}[?2027$p" : ""
    decoder.answers = InputDecoder.Answers()
    guard send(ground + clusters + "\u{1B}[c") else { return named }
    let deadline = ContinuousClock.now + limit
    while !decoder.answers.isKindKnown, !inputEnded, ContinuousClock.now < deadline {
      heldEvents += poll(until: deadline)
    }
    useWholeClusters(decoder.answers.clusters)
    return decoder.answers.ground ?? named
  }

  private func useWholeClusters(_ answer: InputDecoder.ModeAnswer) {
    drawsWholeClusters = answer == .set || answer == .reset
    guard answer == .reset else { return }
    modes.joinClusters()
    modes.reset.withCString { cncurses_rearm($0, strlen($0)) }
    // The others are on already, and the keyboard's must not be entered twice.
    send(TerminalModes.joinedClusters)
  }

  /// The Linux console prints what it does not know.
  private static func answersQueries(_ environment: [String: String]) -> Bool {
    let name = environment["TERM"] ?? ""
    return !["linux", "dumb", "vt", "cons"].contains { name.hasPrefix($0) }
  }
}

extension InputDecoder {
  /// What a terminal says of a mode (DECRPM).
  enum ModeAnswer: Equatable {
    /// There is no such mode, it cannot be used, or nothing was said.
    case unknown
    /// It is on, and stays so.
    case set
    /// It is off, and can be switched on.
    case reset

    /// Reads the number behind the mode's own.
    init(ofReport number: some StringProtocol) {
      switch number {
      case "1", "3": self = .set
      case "2": self = .reset
      default: self = .unknown
      }
    }
  }

  /// What the terminal has said of itself.
  struct Answers: Equatable {
    /// The ground, where it was asked for.
    var ground: Ground?
    /// How the terminal takes clusters, where that was asked for.
    var clusters = ModeAnswer.unknown
    /// Whether the terminal has named its kind: what was asked before has been answered then, or never will be.
    var isKindKnown = false

    /// Notes a report.
    mutating func note(_ report: ArraySlice<UInt8>) {
      let text = String(decoding: report, as: UTF8.self)
      if text.hasPrefix("\u{1B}[?"), text.hasSuffix("c") { isKindKnown = true }
      if text.hasPrefix("\u{1B}[?2027;"), text.hasSuffix("$y") {
        clusters = ModeAnswer(ofReport: text.dropFirst(8).dropLast(2))
      }
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
