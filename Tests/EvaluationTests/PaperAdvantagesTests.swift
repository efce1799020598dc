import Alignment
import Evaluation
import Testing

@Suite("The paper's Table 2")
struct PaperAdvantagesTests {
  /// The table's columns averaged over its ten policies, worked out apart from this program.
  @Test(
    "has the figures whose means are known",
    arguments: [
      (.small, [6.48, 9.20, 18.04, 9.00, 11.47, 10.60, 8.00, 11.95, 13.29, 17.90]),
      (.middle, [19.88, 20.15, 25.04, 32.96, 34.40, 33.80, 26.00, 21.78, 27.68, 27.95]),
      (.large, [20.33, 22.15, 26.39, 45.77, 43.79, 43.58, 34.20, 29.26, 33.57, 34.10]),
    ] as [(PaperAdvantages.Size, [Double])])
  func means(_ size: PaperAdvantages.Size, _ means: [Double]) throws {
    let columns = PromptFamily.allCases.flatMap { family in
      PaperAdvantages.objectives(of: family).map { (family, $0) }
    }
    #expect(columns.count == means.count && PaperAdvantages.policies.count == 10)
    for ((family, objective), mean) in zip(columns, means) {
      let figures = PaperAdvantages.policies.compactMap {
        PaperAdvantages.figure(size, policy: $0, family: family, objective: objective)?.points
      }
      #expect(figures.count == 10)
      #expect(abs(figures.reduce(0, +) / 10 - mean) < 0.0051, "\(family) \(objective)")
    }
  }

  @Test(
    "knows policies by the names of the published files",
    arguments: [
      ("Claude-3", "Claude-3-Sonnet"), ("gpt-3.5-turbo", "GPT-3.5-Turbo"),
      ("llama2-chat-70B", "LLaMA2-Chat-70B"), ("Vicuna-13B", "Vicuna-13B"), ("Claude-2", nil),
      ("vicuna-7b-v1.5", "Vicuna-7B"),
    ] as [(String, String?)])
  func names(_ name: String, _ policy: String?) {
    #expect(PaperAdvantages.policy(named: name) == policy)
  }

  @Test("marks what the paper probably copied by mistake, and has no more than it has")
  func doubtful() {
    func figure(_ size: PaperAdvantages.Size, _ family: PromptFamily, _ objective: String)
      -> PaperAdvantages.Figure?
    {
      PaperAdvantages.figure(
        size, policy: "Claude-3", family: family, objective: objective)
    }
    #expect(figure(.small, .hhRLHF, "harmless")?.points == -3.83)
    #expect(figure(.small, .hhRLHF, "harmless")?.isDoubtful == false)
    #expect(figure(.large, .imhi, "professional")?.isDoubtful == true)
    #expect(figure(.middle, .imhi, "professional")?.isDoubtful == false)
    #expect(figure(.small, .hhRLHF, "honest") == nil)
  }
}
