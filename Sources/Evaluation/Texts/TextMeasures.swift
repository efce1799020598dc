import Alignment

/// What can be told of a text without a model.
public struct TextMeasures: Sendable, Equatable {
  /// Its words.
  public let wordCount: Int
  /// Its characters.
  public let characterCount: Int
  /// The share of its runs of four words that stood in it before, 0 to 1.
  public let repetition: Double
  /// Flesch's reading ease; nil without words.
  public let readingEase: Double?

  /// Measures a text.
  public init(_ text: String) {
    let readability = Readability(text)
    wordCount = readability.wordCount
    characterCount = text.count
    repetition = Repetition.share(of: text)
    readingEase = readability.readingEase
  }
}

/// What can be told without a model of an answer and its edit.
public struct EditTextMeasures: Sendable, Equatable {
  /// The original answer.
  public let origin: TextMeasures
  /// The edit.
  public let aligned: TextMeasures
  /// The share of the answer's words that the edit kept, 0 to 1; nil for an answer without words.
  public let keptShare: Double?
  /// Whether the edit says exactly what the answer says.
  public let isUnchanged: Bool
  /// Numbers, names and addresses of the edit that stand in neither the context nor the answer.
  public let newMentionCount: Int

  /// Measures an answer and its edit.
  ///
  /// - Parameters:
  ///   - context: What was asked.
  ///   - origin: The original answer.
  ///   - aligned: The edit.
  public init(context: String, origin: String, aligned: String) {
    self.origin = TextMeasures(origin)
    self.aligned = TextMeasures(aligned)
    let measures = EditMeasures(context: context, answer: origin, edit: aligned)
    let words = measures.words.kept + measures.words.removed
    keptShare = words == 0 ? nil : Double(measures.words.kept) / Double(words)
    isUnchanged = measures.isUnchanged
    newMentionCount = measures.newMentions.count
  }
}
