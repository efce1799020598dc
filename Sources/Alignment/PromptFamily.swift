/// A family of MetaAligner models: the data they were trained on, and with it the wording of their prompts.
public enum PromptFamily: String, Sendable, CaseIterable {
  /// Dialogues of HH-RLHF.
  case hhRLHF = "HH-RLHF"
  /// Instructions of UltraFeedback.
  case ultraFeedback = "UltraFeedback"
  /// Mental-health analyses of IMHI.
  case imhi = "IMHI"

  /// Reads a name as people write it: any case, with or without the hyphen, or short (`hh`, `uf`).
  ///
  /// - Parameter name: What was written.
  public init?(name: String) {
    let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch letters {
    case "hhrlhf", "hh": self = .hhRLHF
    case "ultrafeedback", "uf": self = .ultraFeedback
    case "imhi": self = .imhi
    default: return nil
    }
  }
}

/// What the edit should do with the objectives.
public enum EditDirection: String, Sendable, CaseIterable {
  /// Improve the answer on every objective.
  case better
  /// Keep the answer as good as it is on every objective.
  case equal
}

/// What surrounds the prompt.
public enum PromptFormat: String, Sendable, CaseIterable {
  /// Nothing: the template alone, as the published inference script sends it.
  case raw
  /// The Vicuna v1.1 conversation that FastChat's trainer puts around every sample.
  case vicuna
}
