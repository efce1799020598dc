/// An answer to be edited, and what for.
public struct AlignmentRequest: Sendable, Equatable {
  /// The conversation that the answer ends, or the question.
  public var context: String
  /// The policy model's answer.
  public var answer: String
  /// What to edit for, in the order in which the prompt names it.
  public var objectives: [Objective]
  /// Whose wording the prompt has.
  public var family: PromptFamily
  /// Whether to improve the answer or keep it equal.
  public var direction: EditDirection
  /// What surrounds the prompt.
  public var format: PromptFormat

  /// Makes a request.
  public init(
    context: String, answer: String, objectives: [Objective], family: PromptFamily = .hhRLHF,
    direction: EditDirection = .better, format: PromptFormat = .raw
  ) {
    self.context = context
    self.answer = answer
    self.objectives = objectives
    self.family = family
    self.direction = direction
    self.format = format
  }

  /// The prompt, to the character what the family's models were trained on.
  ///
  /// This is the only place where one is built. Context and answer are taken as they are: nothing in them is read as a
  /// placeholder or trimmed.
  public var prompt: String {
    let template = PromptTemplate.template(for: family, direction: direction)
    let texts = objectives.map { $0.promptText(for: family) }
    return format.wrapping(template.filled(objectives: texts, context: context, answer: answer))
  }
}
