/// Cuts streamed text before the first stop string, wherever the pieces are split.
///
/// Text that might be the beginning of a stop string is held back until it is known not to be one. Compares bytes, so
/// that canonically equivalent spellings are different, as they are for the tokenizer.
struct StopStringFilter {
  private let stopStrings: [[UInt8]]
  private var held: [UInt8] = []
  private(set) var hasStopped = false

  /// - Parameter stopStrings: What ends the text; empty strings are ignored.
  init(_ stopStrings: [String]) {
    self.stopStrings = stopStrings.map { Array($0.utf8) }.filter { !$0.isEmpty }
  }

  /// The part of the text so far that may be shown and has not been returned before.
  ///
  /// - Parameter piece: The next piece of the text.
  /// - Returns: Text to show.
  mutating func append(_ piece: String) -> String {
    guard !hasStopped else { return "" }
    guard !stopStrings.isEmpty else { return piece }
    for byte in piece.utf8 {
      held.append(byte)
      // The first one to be complete wins, whatever the pieces; of several that end here, the longest.
      let complete = stopStrings.filter { held.suffix($0.count).elementsEqual($0) }
      if let longest = complete.map(\.count).max() {
        hasStopped = true
        return take(held.count - longest)
      }
    }
    return take(held.count - possibleBeginning())
  }

  /// What was held back, when the text has ended.
  mutating func finish() -> String {
    hasStopped ? "" : take(held.count)
  }

  /// The length of the longest end of the held text that a stop string begins with.
  private func possibleBeginning() -> Int {
    let longest = stopStrings.lazy.map { stop in
      (0...min(stop.count - 1, held.count)).last { length in
        held.suffix(length).elementsEqual(stop.prefix(length))
      } ?? 0
    }
    return longest.max() ?? 0
  }

  private mutating func take(_ count: Int) -> String {
    let taken = String(decoding: held[..<count], as: UTF8.self)
    held.removeFirst(count)
    if hasStopped { held = [] }
    return taken
  }
}
