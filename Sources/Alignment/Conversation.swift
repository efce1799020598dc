/// A dialogue written as one text, as HH-RLHF has it: `Human: … Assistant: …`.
public enum Conversation {
  /// Who speaks.
  public enum Speaker: String, Sendable, CaseIterable {
    /// The person.
    case human = "Human"
    /// The model.
    case assistant = "Assistant"
  }

  /// One speaker's part of the text.
  public struct Turn: Sendable, Equatable {
    /// Who speaks; nil for text before the first marker, or in a text without any.
    public let speaker: Speaker?
    /// What introduces the turn, white space included: `"\n\nHuman:"`.
    public let marker: String
    /// Everything up to the next marker.
    public let text: String

    /// Whether nothing is said in it, as in the open `Assistant:` at the end of a context.
    public var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  }

  /// Splits a context into its turns.
  ///
  /// Markers are recognised in one style a text, the strictest that occurs in it: after an empty line, at the start of
  /// a line, or, in a text that begins with a marker, after a blank. A dialogue with empty lines between its turns can
  /// so quote `Human:` within one. At the very start of the text a marker needs nothing before it.
  ///
  /// - Parameter context: The text.
  /// - Returns: Its turns, whose markers and texts concatenate to exactly the context; none for an empty one.
  public static func turns(of context: String) -> [Turn] {
    let bytes = Array(context.utf8)
    guard !bytes.isEmpty else { return [] }
    let opening = markerAtStart(of: bytes)
    var styles: [[UInt8]] = [[0x0A, 0x0A], [0x0A]]
    if opening != nil { styles.append([0x20]) }
    let later = styles.lazy.map { Self.markers(in: bytes, after: $0) }.first { !$0.isEmpty } ?? []
    let markers = (opening.map { [$0] } ?? []) + later
    var turns: [Turn] = []
    let firstMarker = markers.first?.range.lowerBound ?? bytes.count
    if firstMarker > 0 {
      turns.append(Turn(speaker: nil, marker: "", text: text(bytes[..<firstMarker])))
    }
    for (index, marker) in markers.enumerated() {
      let end = index + 1 < markers.count ? markers[index + 1].range.lowerBound : bytes.count
      turns.append(
        Turn(
          speaker: marker.speaker, marker: text(bytes[marker.range]),
          text: text(bytes[marker.range.upperBound..<end])))
    }
    return turns
  }

  /// Puts turns together again, byte for byte.
  ///
  /// - Parameter turns: The turns.
  /// - Returns: The text they were split from.
  public static func joined(_ turns: some Sequence<Turn>) -> String {
    turns.reduce(into: "") { $0 += $1.marker + $1.text }
  }

  private struct Marker {
    let speaker: Speaker
    let range: Range<Int>
  }

  private static func markers(in bytes: [UInt8], after introduction: [UInt8]) -> [Marker] {
    let names = Speaker.allCases.map { (speaker: $0, bytes: introduction + $0.markerBytes) }
    var markers: [Marker] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == introduction[0],
        let match = names.first(where: { bytes[index...].starts(with: $0.bytes) })
      {
        let end = index + match.bytes.count
        markers.append(Marker(speaker: match.speaker, range: index..<end))
        index = end
      } else {
        index += 1
      }
    }
    return markers
  }

  private static func markerAtStart(of bytes: [UInt8]) -> Marker? {
    for speaker in Speaker.allCases where bytes.starts(with: speaker.markerBytes) {
      return Marker(speaker: speaker, range: 0..<speaker.markerBytes.count)
    }
    return nil
  }

  /// Markers are ASCII, so cutting at them never splits a character's bytes.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension Conversation.Speaker {
  fileprivate var markerBytes: [UInt8] { Array("\(rawValue):".utf8) }
}
