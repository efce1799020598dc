/// Which columns of a table hold what was asked, what was answered, and the answer to be wished for.
///
/// Published tables have `query`, `generated_text` and `goldens`; others are known by names in common use. Where no name
/// tells the answer, a single column beside the question is it.
public struct RowColumns: Sendable, Equatable {
  /// What was asked: the context of the answer.
  public let context: Int?
  /// The answer to be edited.
  public let answer: Int?
  /// The answer that a person or a better model gave.
  public let gold: Int?

  /// Finds them in a header.
  ///
  /// - Parameter header: The names of the columns; upper and lower case are the same.
  public init(header: [String]) {
    let names = header.map { $0.lowercased() }
    func column(_ candidates: [String]) -> Int? {
      candidates.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    let context = column(["query", "context", "prompt", "question", "instruction", "input"])
    let gold = column(["goldens", "golden", "gold", "reference", "target", "chosen"])
    let answer = column([
      "generated_text", "answer", "response", "output", "completion", "rejected",
    ])
    let others = names.indices.filter { $0 != context && $0 != gold }
    self.context = context
    self.gold = gold
    self.answer = answer ?? (context != nil && others.count == 1 ? others.first : nil)
  }
}
