import StrictJSON

/// Something that happened, for the log.
public struct LogEvent: Sendable, Equatable {
  /// How much it matters.
  public enum Level: String, Sendable, CaseIterable, Comparable {
    /// Something failed.
    case error
    /// Something needs attention.
    case warning
    /// Something happened.
    case info
    /// Something that helps to find a fault.
    case debug

    /// What matters more comes first.
    public static func < (left: Level, right: Level) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// What is said of it.
  public enum Value: Sendable, Equatable {
    /// A number.
    case count(Int)
    /// Seconds.
    case duration(Duration)
    /// A name or a sentence of the program's own.
    case word(String)
    /// What a user or a model wrote; the log has its length only, unless it was told to keep texts.
    case text(String)
  }

  /// How much it matters.
  public let level: Level
  /// What happened: `edit.finished`.
  public let name: String
  /// What is said of it, in order.
  public let fields: [(name: String, value: Value)]

  /// Makes an event.
  public init(_ level: Level, _ name: String, _ fields: [(name: String, value: Value)] = []) {
    self.level = level
    self.name = name
    self.fields = fields
  }

  /// Whether the same is said in the same order.
  public static func == (left: LogEvent, right: LogEvent) -> Bool {
    left.level == right.level && left.name == right.name
      && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  /// The event's line, without its time and end: `info edit.finished id=3 tokens=142`.
  func line(keepsTexts: Bool) -> String {
    fields.reduce("\(level.rawValue) \(name)") { line, field in
      "\(line) \(field.name)=\(Self.written(field.value, keepsTexts: keepsTexts))"
    }
  }

  private static func written(_ value: Value, keepsTexts: Bool) -> String {
    switch value {
    case .count(let count): return "\(count)"
    case .duration(let duration):
      let milliseconds =
        duration.components.seconds * 1000
        + duration.components.attoseconds / 1_000_000_000_000_000
      return "\(milliseconds)ms"
    case .word(let word): return quoted(word)
    case .text(let text): return keepsTexts ? quoted(text) : "<\(text.utf8.count) bytes>"
    }
  }

  /// One word as it is, everything else in quotes, so that a value can neither end its line nor act on a terminal.
  private static func quoted(_ text: String) -> String {
    let isWord =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || "0123456789-_./:+,".unicodeScalars.contains($0))
      }
    if isWord { return text }
    let bytes = JSONWriter.write(.string(text), pretty: false, escapingForTerminal: true)
    return String(decoding: bytes, as: UTF8.self)
  }
}
