internal import TerminalUI

/// Turns the bytes that a terminal sends into events.
///
/// Feed it what was read, then take the events. What is incomplete stays until more comes, or until
/// `flush` says that nothing more will: that is how Escape is told from the start of a sequence.
struct InputDecoder {
  /// Sequences of this terminal's keys that are not the usual ones.
  var keySequences: [[UInt8]: KeyPress] = [:]
  private var buffer: [UInt8] = []
  private var start = 0
  private var paste: [UInt8]?
  /// Whether nothing has come for so long that the end of the paste may have been lost.
  private var isPasteStalled = false

  /// A key, however it is reported, takes no more bytes; what is left of a paste comes in more of them.
  private static let longestKey = 16

  /// Whether bytes wait that time alone may complete.
  var isWaiting: Bool { paste == nil && start < buffer.count }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { paste != nil }

  /// Takes bytes and returns the events they complete.
  ///
  /// A key behind a pause ends a paste whose own end never came, so that no lost byte takes the keyboard away.
  mutating func take(_ bytes: some Collection<UInt8>) -> [InputEvent] {
    let isKey = isPasteStalled && bytes.count <= Self.longestKey && !Self.isPasteEnd(bytes)
    isPasteStalled = false
    if isKey, let text = paste {
      paste = nil
      let late = buffer[start...]
      (buffer, start) = (Array(bytes), 0)
      return [.paste(Self.pastedText(text + late))] + drain(isFinal: false)
    }
    buffer += bytes
    return drain(isFinal: false)
  }

  /// Returns what the waiting bytes mean if nothing follows them; a paste goes on waiting for its end.
  mutating func flush() -> [InputEvent] {
    isPasteStalled = isPasting
    return isPasting ? [] : drain(isFinal: true)
  }

  /// Whether these bytes may be the end of a paste, or the rest of one that was cut.
  private static func isPasteEnd(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.contains(UInt8(ascii: "~"))
  }

  private mutating func drain(isFinal: Bool) -> [InputEvent] {
    var events: [InputEvent] = []
    while start < buffer.count {
      if paste != nil {
        guard let text = takePaste() else { break }
        events.append(.paste(text))
        continue
      }
      let rest = buffer[start...]
      switch SequenceParser(rest, keySequences: keySequences, isFinal: isFinal).next() {
      case .event(let event, let length):
        start += length
        events.append(event)
      case .ignored(let length): start += length
      case .pasteStart(let length):
        start += length
        paste = []
      case .incomplete:
        compact()
        return events
      }
    }
    compact()
    return events
  }

  private mutating func compact() {
    buffer.removeFirst(start)
    start = 0
  }

  /// Moves bytes into the paste; returns it once its end is there.
  private mutating func takePaste() -> String? {
    let end = Array("\u{1B}[201~".utf8)
    var index = start
    while index < buffer.count {
      if buffer[index] == 0x1B {
        let found = buffer[index...].prefix(end.count)
        if found.elementsEqual(end) {
          paste?.append(contentsOf: buffer[start..<index])
          start = index + end.count
          defer { paste = nil }
          return Self.pastedText(paste ?? [])
        }
        // Perhaps the start of the end, whose rest has not come yet.
        if found.count < end.count, end.starts(with: found) { break }
      }
      index += 1
    }
    paste?.append(contentsOf: buffer[start..<index])
    start = index
    compact()
    return nil
  }

  /// Makes text of pasted bytes: line ends become LF, other control characters go, TAB stays.
  static func pastedText(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A where afterReturn: continue
      case 0x0A, 0x0D: text.append("\n")
      case 0x09: text.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: continue
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
