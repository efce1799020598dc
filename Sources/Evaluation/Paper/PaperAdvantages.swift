public import Alignment

/// The figures of the paper's Table 2: by how many points edits on all trained objectives won more often against the data's
/// answers than the original answers did, judged by GPT-4.
public enum PaperAdvantages {
  /// The sizes of the released MetaAligner models.
  public enum Size: String, Sendable, Equatable, CaseIterable {
    /// TinyLlama, 1.1 billion parameters.
    case small = "1.1B"
    /// 7 billion parameters.
    case middle = "7B"
    /// 13 billion parameters.
    case large = "13B"
  }

  /// A figure of the table.
  public struct Figure: Sendable, Equatable {
    /// Percentage points.
    public let points: Double
    /// Whether it stands in a row that repeats figures of other models in the paper's Table 7, probably copied by mistake.
    public let isDoubtful: Bool
  }

  /// The policy models, as the table names and orders them.
  public static let policies = figures[.small, default: []].map(\.policy)

  /// The ids of a family's objectives, in the order of the table's columns.
  ///
  /// - Parameter family: The family.
  /// - Returns: Three or four ids.
  public static func objectives(of family: PromptFamily) -> [String] {
    columns.filter { $0.family == family }.map(\.objective)
  }

  /// The policy that a name stands for: letters and digits count, case and what joins them do not, nor that it is a chat or
  /// instruction model or which version.
  ///
  /// - Parameter name: Such as `llama2-chat-70B` or `Claude-3`.
  /// - Returns: The table's name; nil where it has no such model.
  public static func policy(named name: String) -> String? {
    let wanted = folded(name)
    return policies.first { folded($0) == wanted }
  }

  /// A figure of the table.
  ///
  /// - Parameters:
  ///   - size: The aligner's size.
  ///   - policy: The policy, by any name of it.
  ///   - family: The data.
  ///   - objective: The objective's id.
  /// - Returns: The figure; nil where the table has none.
  public static func figure(
    _ size: Size, policy: String, family: PromptFamily, objective: String
  ) -> Figure? {
    guard let policy = self.policy(named: policy),
      let row = figures[size]?.first(where: { $0.policy == policy }),
      let column = columns.firstIndex(where: { $0 == (family, objective) })
    else { return nil }
    return Figure(
      points: row.points[column],
      isDoubtful: family == .imhi && doubtful.contains { $0 == (size, policy) })
  }

  private static func folded(_ name: String) -> String {
    var letters = name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "." }
    for part in ["chat", "instruct", "sonnet", "turbo", "v1.5", "v1.3"] {
      letters = letters.replacing(part, with: "")
    }
    return letters
  }

  private static let columns: [(family: PromptFamily, objective: String)] = [
    (.hhRLHF, "harmless"), (.hhRLHF, "helpful"), (.hhRLHF, "humour"),
    (.ultraFeedback, "instruction_following"), (.ultraFeedback, "honest"),
    (.ultraFeedback, "truthful"), (.ultraFeedback, "helpful"), (.imhi, "correct"),
    (.imhi, "informative"), (.imhi, "professional"),
  ]

  private static let doubtful: [(Size, String)] = [
    (.small, "GPT-3.5-Turbo"), (.small, "Claude-3-Sonnet"), (.large, "Claude-3-Sonnet"),
  ]

  private static let figures: [Size: [(policy: String, points: [Double])]] = [
    .small: [
      ("LLaMA2-Chat-7B", [10, 20, 14.75, 11, 15, 14.33, 9, 18.33, 20.55, 31.67]),
      ("LLaMA2-Chat-13B", [10.75, 9.08, 13.25, 8.66, 15.34, 16.33, 7.67, 11.11, 8.33, 25]),
      ("LLaMA2-Chat-70B", [6.58, 7.42, 22.58, 6, 12.67, 17.33, 16.33, 8.33, 14.23, 17.23]),
      ("Gemma-instruct-2B", [8.5, 12.25, 12.33, 14.67, 14.67, 13, 5.33, 15.55, 35.55, 37.23]),
      ("Gemma-instruct-7B", [4, 7.75, 23.17, 9, 10, 4.67, 14, 18.9, 31.12, 36.11]),
      ("Vicuna-7B", [11.5, 10.83, 20.33, 11.33, 13.33, 12.33, 7, 10, 7.22, 6.33]),
      ("Vicuna-13B", [7.42, 13, 19.17, 11.66, 14.34, 15.33, 10, 12.22, 7.78, 3.34]),
      ("Vicuna-33B", [8.5, 2.59, 23.83, 8, 11.67, 6.33, 6.67, 8.34, 4.44, 6.12]),
      ("GPT-3.5-Turbo", [1.42, 7.5, 17.84, 5, 5, 3.66, 1, 9.67, 1.33, 9.33]),
      ("Claude-3-Sonnet", [-3.83, 1.58, 13.17, 4.67, 2.67, 2.67, 3, 7, 2.33, 6.66]),
    ],
    .middle: [
      ("LLaMA2-Chat-7B", [25, 27, 20.75, 34.66, 36, 37, 28, 21.67, 32.22, 43.89]),
      ("LLaMA2-Chat-13B", [28.75, 20.58, 18.25, 34, 37.34, 37.66, 23.3, 25.56, 30, 33.89]),
      ("LLaMA2-Chat-70B", [16.58, 14.42, 29.08, 31, 27, 31.33, 17, 20.56, 17.23, 21.67]),
      ("Gemma-instruct-2B", [20, 18.75, 17.83, 41.33, 40.67, 42.33, 31.33, 25, 50.55, 51.67]),
      ("Gemma-instruct-7B", [11, 23.25, 26.67, 33.67, 35.34, 31, 29, 35.01, 52.23, 56.11]),
      ("Vicuna-7B", [19.5, 18.83, 27.33, 38, 39, 37, 32.33, 23.33, 22.78, 23.33]),
      ("Vicuna-13B", [14.92, 21, 30.67, 34.66, 40, 39.67, 36.34, 25.55, 20, 15.01]),
      ("Vicuna-33B", [28, 17.09, 30.83, 30, 37.34, 32.33, 29.33, 11.11, 16.11, 8.34]),
      ("GPT-3.5-Turbo", [15.92, 21.5, 22.84, 29.99, 30.34, 28, 14.34, 18.67, 16.33, 14.22]),
      ("Claude-3-Sonnet", [19.17, 19.08, 26.17, 22.33, 21, 21.67, 19, 11.33, 19.33, 11.33]),
    ],
    .large: [
      ("LLaMA2-Chat-7B", [24, 30.5, 23.75, 51.83, 47.5, 45.33, 38.67, 28.33, 38.33, 50.56]),
      ("LLaMA2-Chat-13B", [17.75, 16.58, 15.75, 46.33, 48.67, 46.83, 41.17, 30.56, 37.22, 40.56]),
      ("LLaMA2-Chat-70B", [16.58, 19.42, 26.58, 44.33, 35, 45.5, 24, 31.67, 30.56, 36.12]),
      ("Gemma-instruct-2B", [18.5, 17.25, 24.33, 55, 44.67, 51.33, 36.83, 35.55, 63.33, 65]),
      ("Gemma-instruct-7B", [17.5, 23.75, 30.17, 42, 40.17, 35.17, 31.17, 34.45, 50, 49.44]),
      ("Vicuna-7B", [19, 19.83, 26.33, 41.5, 39.83, 44.33, 37.5, 24.44, 23.33, 21.11]),
      ("Vicuna-13B", [18.92, 28.5, 32.67, 47.33, 49.17, 47, 40.67, 28.33, 23.34, 18.9]),
      ("Vicuna-33B", [31.5, 20.09, 27.83, 50.5, 53.17, 45.83, 38.5, 23.89, 23.89, 14.45]),
      ("GPT-3.5-Turbo", [18.42, 25, 29.34, 40.33, 40.17, 36.83, 23.67, 26.67, 25.66, 33.62]),
      ("Claude-3-Sonnet", [21.17, 20.58, 27.17, 38.5, 39.5, 37.67, 29.83, 28.67, 20, 11.2]),
    ],
  ]
}
