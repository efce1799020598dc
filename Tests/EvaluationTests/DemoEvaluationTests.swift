import Alignment
import Datasets
import Generation
import Testing

@testable import Evaluation

/// A model that writes what a rule of the test says.
private struct ScriptedModel: MeasuredModel {
  let write: @Sendable (_ expected: String, _ answer: String) -> String
  var isTooLong = false

  func likeliest(_ edit: String, after prompt: String) async throws(GenerationError) -> [Bool] {
    if isTooLong { throw .promptTooLong(promptTokens: 9, contextLength: 8) }
    // The model's tokens are characters here.
    return edit.enumerated().map { index, _ in index % 4 != 0 } + [true]
  }

  func edit(
    _ prompt: String, expected: String, answer: String
  ) async throws(GenerationError) -> String {
    write(expected, answer)
  }
}

@Suite("The held-out test")
struct DemoEvaluationTests {
  private static func figures(
    _ model: ScriptedModel
  ) async throws -> [String: DemoFigures] {
    let results = try await DemoEvaluation(model: model).run(
      DemoTest(seed: 2), rowCount: 4, countsUnseenWords: true
    ) { _ in }
    return Dictionary(uniqueKeysWithValues: results.map { ($0.group.name, $0.figures) })
  }

  @Test("finds a model perfect that writes what the rules do")
  func perfect() async throws {
    let figures = try await Self.figures(ScriptedModel { expected, _ in expected })
    #expect(figures.count == DemoObjective.allCases.count + 2)
    for (name, group) in figures {
      #expect(group.rowCount == 4 && group.skippedCount == 0)
      #expect(group.shortCount + group.longCount == 4)
      #expect(group.exactCount == group.shortCount && group.longExactCount == group.longCount)
      #expect(group.longF1 ?? 1 == 1 && group.removedShare ?? 1 == 1)
      #expect(group.copiedShare ?? 1 == 1)
      #expect((group.toggledCount > 0) == (name != "unchanged"))
    }
  }

  @Test("finds that one that copies is right only where nothing is to be changed")
  func copying() async throws {
    let figures = try await Self.figures(ScriptedModel { _, answer in answer })
    for (name, group) in figures {
      let isRight = name == "unchanged"
      #expect(group.exactCount == (isRight ? group.shortCount : 0))
      #expect(group.longExactCount == (isRight ? group.longCount : 0))
    }
    #expect(figures["unchanged"]?.removedShare == nil)
  }

  @Test("sees objectives that go on though they are off")
  func stubborn() async throws {
    let line = "I may be mistaken, so please check this yourself."
    let figures = try await Self.figures(ScriptedModel { expected, _ in expected + " " + line })
    #expect(figures["honest"]?.removedShare == 0)
    #expect(figures["readable"]?.removedShare == 1)
  }

  @Test("counts right tokens, and rows that do not fit apart")
  func tokens() async throws {
    let figures = try await Self.figures(ScriptedModel { expected, _ in expected })
    let share = try #require(figures["harmless"]?.tokenAccuracy)
    #expect(abs(share - 0.75) < 0.02)
    let skipped = try await Self.figures(
      ScriptedModel(write: { expected, _ in expected }, isTooLong: true))
    #expect(skipped["harmless"]?.skippedCount == 4 && skipped["harmless"]?.rowCount == 0)
    #expect(skipped["harmless"]?.tokenAccuracy == nil)
  }

  @Test("changes what it should, and takes off what it says")
  func rows() {
    var test = DemoTest(seed: 7)
    for group in DemoTest.Group.all {
      for _ in 0..<5 {
        let row = test.next(group)
        #expect((row.row.target == row.row.request.answer) == (group == .unchanged))
        guard let toggled = row.toggled, let without = row.withoutToggled else { continue }
        #expect(row.row.served.contains(toggled) && !without.served.contains(toggled))
        #expect(!without.request.objectives.isEmpty && without.target != row.row.target)
      }
    }
  }

  @Test(
    "compares words",
    arguments: [
      ("a b c", "a b c", 1.0), ("a b", "c d", 0.0), ("a a b", "a b b", 2.0 / 3), ("", "", 1.0),
      ("", "a", 0.0),
    ])
  func overlap(_ found: String, _ expected: String, _ f1: Double) {
    #expect(abs(WordOverlap.f1(found, expected) - f1) < 1e-12)
  }
}
