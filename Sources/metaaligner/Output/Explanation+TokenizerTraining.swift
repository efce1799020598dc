import Tokenization

extension ErrorReporter {
  static func explain(_ error: TokenizerTrainingError) -> Explanation {
    switch error {
    case .noText: Explanation(message: "there is no text to train on", exitCode: 2)
    case .refusedByLibrary(let reason):
      Explanation(
        message: "libsentencepiece did not train: \(reason)",
        hint: "Give more text, or ask for fewer pieces.", exitCode: 2)
    }
  }
}
