import Generation

/// What a command says beside its result, on standard error.
struct Notices {
  let isQuiet: Bool
  let isVerbose: Bool

  /// Something a user should know though all went well.
  func notice(_ text: String) {
    if !isQuiet { StandardError.write("metaaligner: " + text) }
  }

  /// Something only a curious user wants to know.
  func detail(_ text: String) {
    if isVerbose { StandardError.write("metaaligner: " + text) }
  }
}

extension GenerationSummary {
  /// Counts and times in a line.
  var inWords: String {
    let first = timeToFirstToken.map { "first token after \($0.seconds.rounded(to: 2)) s, " } ?? ""
    return """
      \(promptTokens) prompt tokens, \(generatedTokens) generated, \(first)\
      \(tokensPerSecond.rounded(to: 1)) tokens/s, stopped by \(stopReason.rawValue)
      """
  }
}

extension Double {
  /// The nearest number with so many digits after the point.
  func rounded(to digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
