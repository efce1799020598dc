internal import TerminalUI

/// A control sequence that a terminal sends: `ESC [`, parameters, a final byte.
///
/// Forms: xterm's (ctlseqs), modifyOtherKeys, and the kitty keyboard protocol.
struct ControlSequence {
  /// `<`, `=`, `>` or `?` before the parameters.
  let prefix: UInt8?
  /// The parameters; of one with sub-parameters, the first.
  let parameters: [Int]
  /// The last sub-parameter of the second parameter: kitty's kind of event.
  private let eventKind: Int?
  let final: UInt8

  init(body: ArraySlice<UInt8>, final: UInt8) {
    var body = body
    if let first = body.first, (0x3C...0x3F).contains(first) {
      prefix = first
      body = body.dropFirst()
    } else {
      prefix = nil
    }
    let fields = body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { field in
        field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
          .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
      }
    parameters = body.isEmpty ? [] : fields.map { $0.first ?? 0 }
    eventKind = fields.count > 1 && fields[1].count > 1 ? fields[1][1] : nil
    self.final = final
  }

  var isPasteStart: Bool {
    prefix == nil && final == UInt8(ascii: "~") && parameters.first == 200
  }

  /// What it says; nil for reports and for what means nothing here.
  var event: InputEvent? {
    if prefix == UInt8(ascii: "<") { return mouse.map { .mouse($0) } }
    guard prefix == nil else { return nil }
    switch final {
    case UInt8(ascii: "I") where parameters.isEmpty: return .focus(true)
    case UInt8(ascii: "O") where parameters.isEmpty: return .focus(false)
    default: return keyPress.map { .key($0) }
    }
  }

  private var keyPress: KeyPress? {
    // A key that came up again.
    if eventKind == 3 { return nil }
    let modifiers = Self.modifiers(parameters.count > 1 ? parameters[1] : 1)
    switch final {
    case UInt8(ascii: "Z"): return KeyPress(.backTab)
    case UInt8(ascii: "u"): return Self.press(ofCode: parameters.first ?? 0, modifiers: modifiers)
    case UInt8(ascii: "~"):
      if parameters.first == 27, parameters.count == 3 {
        return Self.press(ofCode: parameters[2], modifiers: modifiers)
      }
      return Self.key(ofNumber: parameters.first ?? 0).map { KeyPress($0, modifiers) }
    // A report of the cursor's place ends in R as well; a key's first parameter is 1.
    case UInt8(ascii: "R") where (parameters.first ?? 1) != 1: return nil
    default: return Self.key(ofLetter: final).map { KeyPress($0, modifiers) }
    }
  }

  private var mouse: MouseEvent? {
    guard parameters.count == 3, parameters[1] > 0, parameters[2] > 0 else { return nil }
    let code = parameters[0]
    var modifiers: KeyModifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let isPress = final == UInt8(ascii: "M")
    let action: MouseEvent.Action
    switch code & ~(4 | 8 | 16) {
    case 0: action = isPress ? .press : .release
    case 32 where isPress: action = .drag
    case 64 where isPress: action = .wheelUp
    case 65 where isPress: action = .wheelDown
    default: return nil
    }
    return MouseEvent(
      action, at: Position(column: parameters[1] - 1, row: parameters[2] - 1),
      modifiers: modifiers)
  }

  /// Modifiers as xterm and kitty send them: one more than the bits.
  private static func modifiers(_ parameter: Int) -> KeyModifiers {
    let bits = max(0, parameter - 1)
    var modifiers: KeyModifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  /// A key named by its code point.
  private static func press(ofCode code: Int, modifiers: KeyModifiers) -> KeyPress? {
    switch code {
    case 9: return modifiers.contains(.shift) ? KeyPress(.backTab) : KeyPress(.tab, modifiers)
    case 13, 57414: return KeyPress(.enter, modifiers)
    case 27: return KeyPress(.escape, modifiers)
    case 8, 127: return KeyPress(.backspace, modifiers)
    // Kitty's own keys lie in the private use area.
    case 0..<32, 57344...63743: return nil
    default:
      guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value),
        !(0x7F..<0xA0).contains(value)
      else { return nil }
      let typed = Character(scalar)
      guard modifiers.contains(.shift) else { return KeyPress(.character(typed), modifiers) }
      // The case of a letter tells of Shift already.
      let upper = String(typed).uppercased()
      let character = upper.count == 1 ? upper.first ?? typed : typed
      return KeyPress(.character(character), modifiers.subtracting(.shift))
    }
  }

  static func key(ofLetter letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  private static func key(ofNumber number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }
}
