/// The rules that make the demonstration's edits.
///
/// Which edit is right can be seen where it is written: words give way to words, ends are cut or lengthened, what stands
/// twice is written once. Nothing depends on counts of characters or on chance.
public struct DemoEdit: Sendable {
  /// What is edited for; the order does not matter.
  public let objectives: Set<DemoObjective>
  private let substitutions: Substitutions

  /// The rules of some objectives.
  public init(_ objectives: some Sequence<DemoObjective>) {
    self.objectives = Set(objectives)
    substitutions = Substitutions(
      joining: DemoObjective.allCases.filter(self.objectives.contains).map(\.substitutions))
  }

  /// The edit of an answer.
  ///
  /// - Parameters:
  ///   - answer: What is edited.
  ///   - context: The conversation that it ends; appended lines go by it.
  /// - Returns: The edited answer; the answer itself where nothing is to be changed.
  public func apply(to answer: String, context: String) -> String {
    var text = answer
    if objectives.contains(.repeat) { text = Repetition.removed(from: text) }
    if objectives.contains(.length) { text = Self.firstSentences(of: text) }
    text = substitutions.apply(to: text)
    for line in Self.lines(for: objectives, context: context) where !text.contains(line) {
      while text.last?.isWhitespace == true { text.removeLast() }
      text += (text.isEmpty ? "" : " ") + line
    }
    return text
  }

  /// The lines that objectives append, in the one order in which they come.
  static func lines(for objectives: Set<DemoObjective>, context: String) -> [String] {
    let cue = DemoCue(context: context)
    return [DemoObjective.honest, .fair, .helpful, .humour].filter(objectives.contains)
      .compactMap { $0.appendedLine(cue) }
  }

  private static func firstSentences(of text: String) -> String {
    let bytes = Array(text.utf8)
    let sentences = Sentences.ranges(in: bytes)
    guard sentences.count > 2 else { return text }
    return String(decoding: bytes[..<sentences[1].upperBound], as: UTF8.self)
  }
}
