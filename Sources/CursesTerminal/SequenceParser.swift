internal import TerminalUI

/// Reads one event from the start of some bytes.
struct SequenceParser {
  enum Result {
    case event(InputEvent, length: Int)
    /// A terminal's report, or a sequence that means nothing here.
    case ignored(length: Int)
    case pasteStart(length: Int)
    case incomplete
  }

  private let bytes: [UInt8]
  private let keySequences: [[UInt8]: KeyPress]
  private let isFinal: Bool
  private static let escape: UInt8 = 0x1B
  /// Longer sequences are not keys; they are dropped, so that nothing waits for ever.
  private static let longestSequence = 4096

  init(_ bytes: ArraySlice<UInt8>, keySequences: [[UInt8]: KeyPress], isFinal: Bool) {
    // One more than the longest sequence is all that is looked at.
    self.bytes = Array(bytes.prefix(Self.longestSequence + 1))
    self.keySequences = keySequences
    self.isFinal = isFinal
  }

  func next() -> Result {
    guard let first = bytes.first else { return .incomplete }
    guard first == Self.escape else { return character(from: 0, modifiers: []) }
    for (sequence, press) in keySequences where bytes.starts(with: sequence) {
      return .event(.key(press), length: sequence.count)
    }
    guard bytes.count > 1 else { return unfinished }
    switch bytes[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"): return applicationKey()
    // Device control, operating system, privacy, application and start-of strings: reports.
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "X"):
      return report()
    case Self.escape: return .event(.key(KeyPress(.escape)), length: 1)
    default: return character(from: 1, modifiers: .alt)
    }
  }

  /// What to make of bytes that end too early.
  private var unfinished: Result {
    guard isFinal else { return .incomplete }
    if bytes.count == 1 { return .event(.key(KeyPress(.escape)), length: 1) }
    if bytes.count == 2 { return character(from: 1, modifiers: .alt) }
    return .ignored(length: bytes.count)
  }

  // MARK: Characters

  private func character(from index: Int, modifiers: KeyModifiers) -> Result {
    let byte = bytes[index]
    if byte < 0x80 {
      let key = Self.key(ofASCII: byte)
      return .event(
        .key(KeyPress(key.key, key.modifiers.union(modifiers))), length: index + 1)
    }
    var decoder = UTF8Repair()
    for end in index..<bytes.count {
      guard let scalar = decoder.take(bytes[end]).first else { continue }
      // C1 controls, and what is not UTF-8, are nobody's typing.
      if scalar.value < 0xA0 || scalar == "\u{FFFD}" {
        return .ignored(length: max(end, index + 1))
      }
      return .event(
        .key(KeyPress(.character(Character(scalar)), modifiers)), length: end + 1)
    }
    return isFinal ? .ignored(length: bytes.count) : .incomplete
  }

  /// The key that sends an ASCII byte.
  static func key(ofASCII byte: UInt8) -> KeyPress {
    switch byte {
    case 0x00: KeyPress(.character(" "), .control)
    case 0x08, 0x7F: KeyPress(.backspace)
    case 0x09: KeyPress(.tab)
    case 0x0D: KeyPress(.enter)
    case 0x1B: KeyPress(.escape)
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte | 0x60)))
    case 0x1C...0x1F: .control(Character(Unicode.Scalar(byte | 0x40)))
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }

  // MARK: Sequences

  private func controlSequence() -> Result {
    // The Linux console's F1 to F5.
    if bytes.count > 2, bytes[2] == UInt8(ascii: "[") {
      guard bytes.count > 3 else { return unfinished }
      let number = Int(bytes[3]) - 0x40
      return (1...5).contains(number)
        ? .event(.key(KeyPress(.function(number))), length: 4) : .ignored(length: 4)
    }
    var index = 2
    while index < bytes.count, (0x20...0x3F).contains(bytes[index]) { index += 1 }
    guard index < bytes.count else { return unfinished }
    let length = index + 1
    guard length <= Self.longestSequence else { return .ignored(length: length) }
    // A byte that cannot belong to the sequence starts something else.
    guard (0x40...0x7E).contains(bytes[index]) else { return .ignored(length: index) }
    let sequence = ControlSequence(body: bytes[2..<index], final: bytes[index])
    // The old mouse report: three bytes follow. Nobody asked for it.
    if sequence.final == UInt8(ascii: "M"), sequence.parameters.isEmpty, sequence.prefix == nil {
      return bytes.count >= length + 3 ? .ignored(length: length + 3) : unfinished
    }
    if sequence.isPasteStart { return .pasteStart(length: length) }
    guard let event = sequence.event else { return .ignored(length: length) }
    return .event(event, length: length)
  }

  private func applicationKey() -> Result {
    guard bytes.count > 2 else { return unfinished }
    let key: KeyPress? =
      switch bytes[2] {
      case UInt8(ascii: "M"): KeyPress(.enter)
      case let letter: ControlSequence.key(ofLetter: letter).map { KeyPress($0) }
      }
    return key.map { .event(.key($0), length: 3) } ?? .ignored(length: 3)
  }

  /// Skips a string to its end: BEL, or ESC and a backslash.
  private func report() -> Result {
    for index in 2..<max(2, bytes.count) {
      if bytes[index] == 0x07 { return .ignored(length: index + 1) }
      if bytes[index] == Self.escape {
        guard index + 1 < bytes.count else { return unfinished }
        return .ignored(length: bytes[index + 1] == UInt8(ascii: "\\") ? index + 2 : index)
      }
    }
    return bytes.count > Self.longestSequence ? .ignored(length: bytes.count) : unfinished
  }
}
