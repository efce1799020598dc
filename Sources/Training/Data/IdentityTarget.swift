import Alignment

/// What the warm-up learns: to write the answer as it stands in the prompt.
enum IdentityTarget {
  private static let answerMarker = " | Answer: "
  private static let editMarker = " | Edit:"

  /// The answer inside a prompt of any family; nil where the prompt has none, or where more than one place could be it.
  static func answer(in prompt: String) -> String? {
    let bytes = Array(prompt.utf8)
    let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? 0
    let edit = Array(editMarker.utf8)
    guard bytes[..<end].suffix(edit.count).elementsEqual(edit) else { return nil }
    let text = bytes[..<(end - edit.count)]
    let marker = Array(answerMarker.utf8)
    let starts = text.indices.filter { index in
      text[index] == marker[0] && text[index...].starts(with: marker)
    }
    guard let start = starts.first, starts.count == 1 else { return nil }
    return String(decoding: text[(start + marker.count)...], as: UTF8.self)
  }
}
