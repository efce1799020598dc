/// How likely a guessed token is right, by what speaks for it; learnt while a text is written.
struct DraftConfidence {
  /// What speaks for a guess.
  struct Evidence {
    /// Where the guess was found.
    enum Place: Int, CaseIterable {
      /// In a source, shortly after the last place that the text agreed with.
      case near
      /// Elsewhere in a source.
      case far
      /// In the prompt.
      case prompt
      /// In the text itself.
      case text
    }
    let place: Place
    /// How many tokens before the guess agree with the text.
    let matchLength: Int

    /// The same evidence once `count` guesses have turned out right.
    func after(_ count: Int) -> Evidence {
      Evidence(place: place, matchLength: matchLength + count)
    }
  }

  /// Shares of right guesses by length of agreement: 1, 2, up to 4, up to 8, beyond.
  ///
  /// Measured on human corrections of answers (`finegrained`), with and without the passages in the prompt.
  private static let measured: [[Double]] = [
    [0.42, 0.70, 0.84, 0.90, 0.953],
    [0.27, 0.55, 0.68, 0.87, 0.90],
    [0.25, 0.50, 0.70, 0.85, 0.93],
    [0.25, 0.45, 0.47, 0.50, 0.50],
  ]
  private static let bucketCount = 5
  /// How many guesses the measured share is worth against those of this text.
  private static let weight = 12.0

  private var right: [Double]
  private var tried: [Double]

  init() {
    right = Self.measured.flatMap { $0.map { $0 * Self.weight } }
    tried = right.map { _ in Self.weight }
  }

  /// The probability that a guess is right.
  func probability(_ evidence: Evidence) -> Double {
    let bucket = Self.bucket(evidence)
    return right[bucket] / tried[bucket]
  }

  /// Learns whether a guess was right.
  mutating func learn(_ evidence: Evidence, isRight: Bool) {
    let bucket = Self.bucket(evidence)
    tried[bucket] += 1
    if isRight { right[bucket] += 1 }
  }

  private static func bucket(_ evidence: Evidence) -> Int {
    let length =
      switch evidence.matchLength {
      case ...1: 0
      case 2: 1
      case ...4: 2
      case ...8: 3
      default: 4
      }
    return evidence.place.rawValue * bucketCount + length
  }
}
