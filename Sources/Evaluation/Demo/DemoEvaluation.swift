import Alignment
import Datasets
public import Generation

/// Measures a model on the held-out test.
public struct DemoEvaluation: Sendable {
  private let model: any MeasuredModel
  private let format: PromptFormat
  private let unseenWords = UnseenWords()

  /// A measurement of one model.
  ///
  /// - Parameter engine: The model, loaded.
  public init(engine: LocalEngine) {
    self.init(
      model: LocalModel(engine: engine),
      format: engine.description.promptFormat.flatMap(PromptFormat.init) ?? .raw)
  }

  init(model: any MeasuredModel, format: PromptFormat = .raw) {
    self.model = model
    self.format = format
  }

  /// Measures some rows of each group.
  ///
  /// - Parameters:
  ///   - test: Where rows come from.
  ///   - rowCount: How many a group has.
  ///   - countsUnseenWords: Whether copying of unseen words is counted, which only made-up answers can tell.
  ///   - progress: Called after every row with how many there are.
  /// - Returns: The figures of each group, in order.
  /// - Throws: `GenerationError`; a row that does not fit is skipped and counted.
  public func run(
    _ test: DemoTest, rowCount: Int, countsUnseenWords: Bool, progress: (Int) -> Void
  ) async throws(GenerationError) -> [(group: DemoTest.Group, figures: DemoFigures)] {
    var test = test
    var results: [(group: DemoTest.Group, figures: DemoFigures)] = []
    var done = 0
    for group in DemoTest.Group.all {
      var figures = DemoFigures()
      for _ in 0..<rowCount {
        figures += try await measure(test.next(group), countsUnseenWords: countsUnseenWords)
        done += 1
        progress(done)
      }
      results.append((group, figures))
    }
    return results
  }

  private func measure(
    _ row: DemoTest.Row, countsUnseenWords: Bool
  ) async throws(GenerationError) -> DemoFigures {
    var figures = DemoFigures()
    do throws(GenerationError) {
      try await measure(row.row, countsUnseenWords: countsUnseenWords, &figures)
      if let objective = row.toggled, let without = row.withoutToggled {
        let edit = try await edit(without)
        figures.toggledCount = 1
        let isVisible = objective.isVisible(in: edit, beside: without.target)
        figures.removedCount = isVisible ? 0 : 1
      }
      figures.rowCount = 1
    } catch .promptTooLong, .promptTooLarge {
      figures = DemoFigures()
      figures.skippedCount = 1
    }
    return figures
  }

  private func measure(
    _ row: DemoRow, countsUnseenWords: Bool, _ figures: inout DemoFigures
  ) async throws(GenerationError) {
    let areRight = try await model.likeliest(row.target, after: prompt(of: row))
    figures.tokenCount = areRight.count
    figures.rightTokenCount = areRight.count { $0 }
    let edit = try await edit(row)
    let isExact = edit.utf8.elementsEqual(row.target.utf8)
    if areRight.count <= DemoFigures.shortLimit + 1 {
      figures.shortCount = 1
      figures.exactCount = isExact ? 1 : 0
    } else {
      figures.longCount = 1
      figures.longExactCount = isExact ? 1 : 0
      figures.longOverlap = WordOverlap.f1(edit, row.target)
    }
    guard countsUnseenWords else { return }
    let unseen = unseenWords.words(of: row.target)
    figures.unseenCount = unseen.count
    figures.copiedCount = WordOverlap.common(
      unseenWords.words(of: edit).map { $0[...] }, unseen.map { $0[...] })
  }

  private func edit(_ row: DemoRow) async throws(GenerationError) -> String {
    try await model.edit(
      prompt(of: row), expected: row.target, answer: row.request.answer)
  }

  private func prompt(of row: DemoRow) -> String {
    var request = row.request
    request.format = format
    return request.prompt
  }
}
