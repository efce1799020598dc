/// Writes JSON; never fails and never writes what `JSONParser` would refuse.
public enum JSONWriter {
  /// Writes one document.
  ///
  /// - Parameters:
  ///   - value: What to write; a number that is not finite becomes `null`.
  ///   - pretty: One member or element a line, indented by two spaces, with a final line feed; else on one line.
  ///   - escapingForTerminal: Writes C0, DEL, C1, format characters (Cf), U+2028 and U+2029 as `\uXXXX`.
  /// - Returns: UTF-8.
  public static func write(
    _ value: JSONValue, pretty: Bool, escapingForTerminal: Bool = false
  ) -> [UInt8] {
    var output = Output(pretty: pretty, escapingForTerminal: escapingForTerminal)
    output.write(value, depth: 0)
    if pretty { output.bytes.append(UInt8(ascii: "\n")) }
    return output.bytes
  }
}

/// The bytes so far and how they are written.
private struct Output {
  let pretty: Bool
  let escapingForTerminal: Bool
  var bytes: [UInt8] = []

  init(pretty: Bool, escapingForTerminal: Bool) {
    self.pretty = pretty
    self.escapingForTerminal = escapingForTerminal
  }

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(value.description)
    case .number(let value, let text): write(value, text: text)
    case .string(let text): write(text)
    case .array(let elements):
      write(elements, between: ("[", "]"), depth: depth) { output, element in
        output.write(element, depth: depth + 1)
      }
    case .object(let object):
      write(object.members, between: ("{", "}"), depth: depth) { output, member in
        output.write(member.key)
        output.append(output.pretty ? ": " : ":")
        output.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<Part>(
    _ parts: [Part], between brackets: (String, String), depth: Int,
    _ writePart: (inout Output, Part) -> Void
  ) {
    append(brackets.0)
    for (index, part) in parts.enumerated() {
      if index > 0 { append(",") }
      startLine(depth: depth + 1)
      writePart(&self, part)
    }
    if !parts.isEmpty { startLine(depth: depth) }
    append(brackets.1)
  }

  private mutating func startLine(depth: Int) {
    guard pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  /// Keeps the text of a number that was read; a value made by the program may carry any text.
  private mutating func write(_ value: Double, text: String) {
    if let read = try? JSONParser.parse(text.utf8), read.kind == .number {
      append(text)
    } else {
      append(value.isFinite ? value.description : "null")
    }
  }

  private mutating func write(_ text: String) {
    append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case "\u{8}": append("\\b")
      case "\u{C}": append("\\f")
      default:
        if mustEscape(scalar) {
          for unit in UTF16.encode(scalar) ?? .init() { appendEscape(unit) }
        } else {
          bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
      }
    }
    append("\"")
  }

  private func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return true }
    guard escapingForTerminal, scalar.value >= 0x7F else { return false }
    return scalar.value <= 0x9F || scalar.value == 0x2028 || scalar.value == 0x2029
      || scalar.properties.generalCategory == .format
  }

  private mutating func appendEscape(_ unit: UInt16) {
    let digits = Array("0123456789abcdef".utf8)
    append("\\u")
    for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> shift) & 15]) }
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
