/// Follows escape sequences, in their ESC and their C1 forms, so that all of one can be left out.
///
/// The states are those of the ECMA-48 parser that terminals share. An unfinished sequence ends at a
/// character that cannot belong to it, at a line end, or after 4096 bytes.
struct EscapeScanner: Sendable {
  private enum State {
    /// Text.
    case ground
    /// After ESC.
    case escape
    /// After ESC and a byte 20–2F.
    case intermediate
    /// In a control sequence.
    case control
    /// In an OSC, DCS, SOS, PM or APC string.
    case string
    /// After ESC in such a string.
    case stringEscape
  }

  /// What a code point turned out to be.
  struct Result {
    /// Sequences that began with it.
    var begun = 0
    /// Whether it is text.
    var isText = false
  }

  private static let longestSequence = 4096
  private var state = State.ground
  private var length = 0

  var isInText: Bool { state == .ground }

  mutating func take(_ scalar: Unicode.Scalar) -> Result {
    let value = scalar.value
    if state != .ground {
      length += UTF8.width(scalar)
      if length > Self.longestSequence { state = .ground }
    }
    switch state {
    case .ground: return start(value)
    case .escape: return takeAfterEscape(value)
    case .intermediate:
      if (0x20...0x2F).contains(value) { return Result() }
      return end(value, isFinal: (0x30...0x7E).contains(value))
    case .control:
      if (0x20...0x3F).contains(value) { return Result() }
      return end(value, isFinal: (0x40...0x7E).contains(value))
    case .string:
      switch value {
      case 0x0A: return end(value, isFinal: false)
      case 0x07, 0x18, 0x1A, 0x9C: return end(value, isFinal: true)
      case 0x1B: state = .stringEscape
      default: break
      }
      return Result()
    case .stringEscape:
      if value == 0x5C { return end(value, isFinal: true) }
      // The ESC was not the start of a terminator, so it began a sequence of its own.
      state = .escape
      length = 0
      var result = takeAfterEscape(value)
      result.begun += 1
      return result
    }
  }

  private mutating func takeAfterEscape(_ value: UInt32) -> Result {
    switch value {
    case 0x5B: state = .control
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string
    case 0x20...0x2F: state = .intermediate
    default: return end(value, isFinal: (0x30...0x7E).contains(value))
    }
    return Result()
  }

  /// Ends a sequence, with its last character or before one that is not part of it.
  private mutating func end(_ value: UInt32, isFinal: Bool) -> Result {
    state = .ground
    return isFinal ? Result() : start(value)
  }

  private mutating func start(_ value: UInt32) -> Result {
    switch value {
    case 0x1B: state = .escape
    case 0x9B: state = .control
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: state = .string
    default: return Result(isText: true)
    }
    length = 0
    return Result(begun: 1)
  }
}
