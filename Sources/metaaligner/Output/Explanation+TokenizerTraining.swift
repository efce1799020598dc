import Tokenization

extension ErrorReporter {
  static func explain(_ error: TokenizerTrainingError) -> Explanation {
    switch error {
    case .noText: Explanation(message: "there is no text to train on", exitCode: 2)
    case .refusedByLibrary(let reason):
      Explanation(
        message: "libsentencepiece did not train: \(Self.words(of: reason))",
        hint: "Give more text, or ask for fewer pieces.", exitCode: 2)
    }
  }

  /// What the library says without the place in its sources and the condition that stand before.
  private static func words(of reason: String) -> String {
    guard let bracket = reason.lastIndex(of: "]") else { return reason }
    let words = reason[bracket...].dropFirst(2)
    return words.isEmpty ? reason : String(words)
  }
}
