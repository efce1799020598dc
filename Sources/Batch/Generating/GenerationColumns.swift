import Datasets

/// Which columns of a data set hold the question and the answer to be wished for.
public struct GenerationColumns: Sendable, Equatable {
  /// What was asked.
  public let prompt: String
  /// The answer that a person or a better model gave; nil where there is none.
  public let golden: String?

  /// HH-RLHF's, UltraFeedback's and IMHI's names first, then others in common use.
  private static let prompts = ["prompt", "query", "question", "instruction", "context", "input"]
  private static let goldens = [
    "chosen_response", "golden_response", "gpt-3.5-turbo", "goldens", "golden", "gold",
    "reference",
  ]

  /// Finds them in a file's first row.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - prompt: The column of the questions; nil to go by the names.
  ///   - golden: The column of the wished-for answers; nil to go by the names.
  /// - Throws: `BatchError.missingColumn`, or `.data`.
  public init(of path: String, prompt: String? = nil, golden: String? = nil) throws(BatchError) {
    let columns = try BatchError.wrapping { () throws(DatasetError) in
      let rows = try RowStream(path)
      let first = try rows.next()
      return first?.columns ?? rows.header
    }
    try self.init(among: columns, prompt: prompt, golden: golden)
  }

  init(among columns: [String], prompt: String?, golden: String?) throws(BatchError) {
    let prompts = prompt.map { [$0] } ?? Self.prompts
    guard let question = prompts.first(where: columns.contains) else {
      throw .missingColumn(role: "prompt", candidates: prompts, found: columns)
    }
    if let golden, !columns.contains(golden) {
      throw .missingColumn(role: "golden", candidates: [golden], found: columns)
    }
    self.prompt = question
    self.golden = golden ?? Self.goldens.first(where: columns.contains)
  }

  /// The columns of the result, as the published scripts name them: `query`, `goldens` and `generated_text`.
  ///
  /// - Parameter withDetails: Whether why and after how many tokens each answer ended is told too.
  /// - Returns: The columns in order.
  public func output(withDetails: Bool) -> [OutputColumn] {
    let details = withDetails ? ["stop_reason", "prompt_tokens", "generated_tokens"] : []
    return [
      OutputColumn("query", .input(prompt)), OutputColumn("goldens", .input(golden)),
      OutputColumn("generated_text", .result("generated_text")),
    ] + details.map { OutputColumn($0, .result($0)) }
  }
}
