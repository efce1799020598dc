/// The words of a prompt around its objectives, context and answer.
///
/// The released weights saw exactly these characters (`aligner_inference.py` and the two `*_make_aligner_data.py` of the
/// published scripts), the trailing space included.
struct PromptTemplate {
  let beforeObjectives: String
  let beforeContext: String
  let beforeAnswer: String
  let beforeEdit: String

  static func template(for family: PromptFamily, direction: EditDirection) -> PromptTemplate {
    switch family {
    case .hhRLHF: conversational(noun: "context", heading: "Context", direction: direction)
    case .ultraFeedback: conversational(noun: "query", heading: "Query", direction: direction)
    case .imhi:
      // The scripts publish only the better form; the equal form follows the paper's appendix C.2, which swaps the word.
      PromptTemplate(
        beforeObjectives:
          "Edit the following Question-Answer pair to make it \(direction.rawValue) "
          + "considering these aspects \"",
        beforeContext: "\" | Question: ",
        beforeAnswer: " | Answer: ",
        beforeEdit: " | Edit: ")
    }
  }

  /// The form that HH-RLHF and UltraFeedback share but for what they call the conversation.
  private static func conversational(
    noun: String, heading: String, direction: EditDirection
  ) -> PromptTemplate {
    let aim =
      switch direction {
      case .better: "improve it"
      case .equal: "make it equal"
      }
    return PromptTemplate(
      beforeObjectives: "You are an assistant to human. "
        + "You will be provided with a \(noun) and an answer. "
        + "Consider the \(noun), then edit the answer to \(aim) considering these aspects: ",
      beforeContext: " | \(heading): ",
      beforeAnswer: " | Answer: ",
      beforeEdit: " | Edit: ")
  }

  func filled(objectives: [String], context: String, answer: String) -> String {
    beforeObjectives + objectives.joined(separator: "; ")
      + beforeContext + context + beforeAnswer + answer + beforeEdit
  }
}

extension PromptFamily {
  /// The words around objectives, context and answer in either direction, each once.
  public var fixedTexts: [String] {
    var texts: [String] = []
    for direction in EditDirection.allCases {
      let template = PromptTemplate.template(for: self, direction: direction)
      for text in [
        template.beforeObjectives, template.beforeContext, template.beforeAnswer,
        template.beforeEdit,
      ] where !texts.contains(text) {
        texts.append(text)
      }
    }
    return texts
  }
}

extension PromptFormat {
  /// Wraps a filled template.
  ///
  /// Vicuna's words are FastChat's `vicuna_v1.1` conversation up to the reply; a template's own trailing space falls
  /// before ` ASSISTANT:`, as it does there.
  ///
  /// - Parameter prompt: The filled template.
  /// - Returns: What the model is given.
  public func wrapping(_ prompt: String) -> String {
    switch self {
    case .raw: prompt
    case .vicuna:
      "A chat between a curious user and an artificial intelligence assistant. "
        + "The assistant gives helpful, detailed, and polite answers to the user's questions. "
        + "USER: \(prompt) ASSISTANT:"
    }
  }
}
