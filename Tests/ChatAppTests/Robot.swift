import Alignment
import Generation
import TerminalUI

@testable import ChatApp

/// Plays a user and an engine against the state: keys in, frames and effects out, on a clock of its own.
struct Robot {
  var state: State
  /// Everything that was asked of the world so far.
  private(set) var effects: [Effect] = []
  private(set) var now = Duration.zero

  static let model = EngineDescription(
    name: "tiny-aligner", elementType: "BF16", contextLength: 1024, location: "memory",
    trainedObjectives: ["harmless", "helpful", "humor", "fair"], family: "HH-RLHF")

  static let context = "\n\nHuman: How do I sleep before an exam?\n\nAssistant:"
  static let answer = "Go to bed early. Do not drink coffee. Read a book if you can't sleep."

  /// Of the tests' own, so that screens do not depend on what the program carries.
  static let examples = [
    Example(
      title: "Sleep before an exam", source: "written for this test",
      context: "\n\nHuman: I can't sleep before an exam. Any ideas?\n\nAssistant:",
      answer: "Go to bed at the same time as always. Put your phone in another room. "
        + "Do not drink coffee after lunch. If you still can't sleep, read for a while.",
      objectives: ["humour", "length"], family: .hhRLHF),
    Example(
      title: "City or countryside", source: "written for this test",
      context: "\n\nHuman: City or countryside?\n\nAssistant:",
      answer: "The city is better. There is more to see.", objectives: ["fair"],
      family: .hhRLHF),
  ]

  init(
    columns: Int = 118, rows: Int = 30, context: String = context, answer: String = answer,
    objectives: [String] = ["harmless", "helpful"]
  ) {
    let configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: context, answer: answer),
      examples: Self.examples, objectives: objectives, modelName: "tiny-aligner")
    self.init(configuration, columns: columns, rows: rows)
  }

  init(_ configuration: ChatConfiguration, columns: Int = 118, rows: Int = 30) {
    state = State(configuration: configuration, size: Size(columns: columns, rows: rows))
    send(.start)
  }

  mutating func send(_ action: Action) { effects += update(&state, action, at: now) }

  mutating func wait(_ duration: Duration) {
    now += duration
    if let deadline = state.nextDeadline, now >= deadline { send(.deadline) }
  }

  /// Presses keys that type these characters.
  mutating func press(_ characters: String) {
    for character in characters { press(.character(character)) }
  }

  mutating func press(_ keys: KeyPress...) {
    for key in keys { send(.input(.key(key))) }
  }

  mutating func paste(_ text: String) { send(.input(.paste(text))) }

  mutating func click(_ column: Int, _ row: Int) {
    send(.input(.mouse(MouseEvent(.press, at: Position(column: column, row: row)))))
  }

  mutating func wheel(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
    send(.input(.mouse(MouseEvent(action, at: Position(column: column, row: row)))))
  }

  mutating func drag(to column: Int, _ row: Int) {
    send(.input(.mouse(MouseEvent(.drag, at: Position(column: column, row: row)))))
  }

  mutating func release(_ column: Int, _ row: Int) {
    send(.input(.mouse(MouseEvent(.release, at: Position(column: column, row: row)))))
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    send(.input(.resize(Size(columns: columns, rows: rows))))
  }

  // MARK: - The engine

  mutating func load() { send(.report(.loaded(Self.model))) }

  /// Generates for whatever edit is current.
  mutating func generate(_ text: String, pieces: Int = 1) {
    send(.report(.text(id: state.edit.id, text, pieces: pieces)))
  }

  mutating func finish(_ reason: StopReason = .endOfSequence, tokens: Int = 20) {
    send(
      .report(
        .summary(
          id: state.edit.id,
          GenerationSummary(
            promptTokens: 90, generatedTokens: tokens, timeToFirstToken: .milliseconds(300),
            decodeTime: .milliseconds(500), stopReason: reason))))
  }

  // MARK: - What is seen

  var frame: Frame { view(state) }

  var screen: String { frame.lines().joined(separator: "\n") }

  /// The first row that holds a text, and the column where it starts there.
  func find(_ text: String) -> Position? {
    for (row, line) in frame.lines().enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      return Position(
        column: TextWidth.width(of: line[..<range.lowerBound]), row: row)
    }
    return nil
  }

  /// The first row that holds a text behind a column.
  func find(_ text: String, after column: Int) -> Position? {
    for (row, line) in frame.lines().enumerated() {
      guard let range = line.dropFirst(column).firstRange(of: text) else { continue }
      return Position(column: TextWidth.width(of: line[..<range.lowerBound]), row: row)
    }
    return nil
  }

  /// The role of the first cell of a text on the screen.
  func role(of text: String) -> Role? { find(text).map { frame[$0].role } }

  var started: [Effect.Generation] {
    effects.compactMap { if case .startGeneration(let generation) = $0 { generation } else { nil } }
  }

  /// The objectives of what was to be prepared the last time.
  var prefetched: [[String]]? {
    effects.compactMap { effect in
      if case .prefetch(let generations, _) = effect {
        generations.map { $0.request.objectives.map(\.id) }
      } else {
        nil
      }
    }.last
  }

  var cancellations: Int { effects.count { $0 == .cancelGeneration } }
}
