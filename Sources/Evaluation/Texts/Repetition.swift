/// How much of a text was said before.
enum Repetition {
  /// The share of runs of words that stood in the text already: 1 − different runs ∕ runs.
  ///
  /// The measure seq-rep-n of Welleck and others (2020), *Neural Text Generation with Unlikelihood Training*.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - length: How many words a run has.
  /// - Returns: 0 to 1; 0 for a text shorter than a run.
  static func share(of text: String, runsOf length: Int = 4) -> Double {
    let words = TextWords.cut(text)
    guard length > 0, words.count >= length else { return 0 }
    let runs = (0...words.count - length).map { words[$0..<$0 + length] }
    return 1 - Double(Set(runs).count) / Double(runs.count)
  }
}
