/// How a policy is asked.
public enum PolicyFormat: String, Sendable, CaseIterable {
  /// In the model's own form of dialogues where it has one, else as plain text.
  case auto
  /// As plain text to be continued: `Human: … Assistant:`.
  case raw
  /// In the model's own form of dialogues.
  case chat
}
