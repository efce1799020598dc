import Alignment
import Generation
import Sessions
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Edits made before are shown again")
struct ReplayTests {
  /// Harmless and helpful are on; their edit has ended.
  private static func finished(_ text: String = "Go to bed early. Drink water.") -> Robot {
    var robot = Robot()
    robot.load()
    robot.generate(text)
    robot.finish()
    return robot
  }

  private static func toggledOnce() -> Robot {
    var robot = finished()
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.generate("Count sheep.")
    robot.finish()
    return robot
  }

  @Test(
    "Toggling back shows the edit at once, with its first speed, and asks the model for nothing")
  func replays() {
    var robot = Self.toggledOnce()
    robot.press("3")
    #expect(robot.started.count == 2)
    #expect(robot.state.edit.raw == "Go to bed early. Drink water.")
    #expect(robot.state.edit.isComplete)
    #expect(robot.screen.contains("replayed, made at 38 tok/s"))
    #expect(robot.state.edit.phase != .settling(until: robot.now + .milliseconds(40)))
  }

  @Test("A toggle in the middle of another edit stops that and shows the one made before")
  func replaysOverRunning() {
    var robot = Self.finished()
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.generate("Count")
    robot.press("3")
    #expect(robot.cancellations == 1)
    #expect(robot.state.edit.raw == "Go to bed early. Drink water.")
    robot.generate("LATE")
    robot.press("3")
    robot.wait(.milliseconds(40))
    // What was cancelled is no edit.
    #expect(robot.started.count == 3)
  }

  @Test("R makes the edit anew")
  func makesAnew() {
    var robot = Self.toggledOnce()
    robot.press("3R")
    #expect(robot.started.count == 3)
    #expect(robot.started[2].request.prompt == robot.started[0].request.prompt)
    robot.generate("Sleep.")
    robot.finish()
    robot.press("3")
    robot.press("3")
    #expect(robot.state.edit.raw == "Sleep.")
  }

  @Test("An edit made while idle is marked so, and counts once it is asked for")
  func prefetched() throws {
    var robot = Self.finished()
    let key = try #require(robot.key(toggling: "humour"))
    #expect(!robot.screen.contains("3› ○ Humour"))
    robot.send(.report(.lens(.prefetched(key, Self.prepared))))
    #expect(robot.find("3›○ Humour") != nil)
    robot.press("3")
    #expect(robot.started.count == 1)
    #expect(robot.screen.contains("replayed, made while idle at 50 tok/s"))
    #expect(robot.state.edit.raw == "Sleep well.")
  }

  @Test(
    "Neighbours that are there already are not made again, and long edits not before they are asked for"
  )
  func prefetchesRest() throws {
    var robot = Self.finished()
    #expect(robot.prefetched?.contains(["harmless", "helpful", "humour"]) == true)
    #expect(robot.generatesAhead == true)
    robot.send(
      .report(.lens(.prefetched(try #require(robot.key(toggling: "humour")), Self.prepared))))
    robot.press("R")
    robot.generate("Sleep.")
    robot.send(
      .report(
        .summary(
          id: robot.state.edit.id,
          GenerationSummary(
            promptTokens: 9, generatedTokens: 9, timeToFirstToken: .seconds(8),
            decodeTime: .seconds(8), stopReason: .endOfSequence))))
    #expect(robot.prefetched?.contains(["harmless", "helpful", "humour"]) == false)
    #expect(robot.generatesAhead == false)
  }

  @Test("P ends the preparation, and takes it up again")
  func togglesPrefetching() {
    var robot = Self.finished()
    robot.press("P")
    #expect(robot.effects.last == .prefetch([], generating: false))
    #expect(robot.screen.contains("Nothing is prepared"))
    robot.press("P")
    #expect(robot.generatesAhead == true)
    #expect(robot.prefetched?.isEmpty == false)
  }

  @Test("Without replay every toggle makes its edit")
  func replaysNothing() {
    var robot = Robot(
      ChatConfiguration(
        start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
        objectives: ["harmless", "helpful"], replays: false, modelName: "tiny-aligner"))
    robot.load()
    robot.generate("Sleep.")
    robot.finish()
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.press("3")
    robot.wait(.milliseconds(40))
    #expect(robot.started.count == 3)
    #expect(robot.generatesAhead == false)
  }

  @Test("The cache forgets what was not used for longest, and stays below its bytes")
  func forgets() throws {
    let robot = Self.finished()
    var cache = ReplayCache(byteBudget: 6000)
    let keys = try ["humour", "fair", "honest", "truthful"].map {
      try #require(robot.key(toggling: $0))
    }
    cache.keep(Self.prepared, for: keys[0])
    cache.keep(Self.prepared, for: keys[1])
    let size = cache.byteCount / 2
    cache = ReplayCache(byteBudget: size * 3 + size / 2)
    for key in keys.prefix(3) { cache.keep(Self.prepared, for: key) }
    #expect(cache.edit(for: keys[0]) == Self.prepared)
    cache.keep(Self.prepared, for: keys[3])
    #expect(keys.map(cache.contains) == [true, false, true, true])
    #expect(cache.byteCount <= cache.byteBudget)
    let long = ReplayedEdit(
      text: String(repeating: "x", count: cache.byteBudget + 1), summary: Self.prepared.summary,
      droppedTurns: 0)
    cache.keep(long, for: keys[3])
    #expect(keys.map(cache.contains) == [true, false, true, false])
  }

  static let prepared = ReplayedEdit(
    text: "Sleep well.",
    summary: GenerationSummary(
      promptTokens: 90, generatedTokens: 11, timeToFirstToken: .milliseconds(200),
      decodeTime: .milliseconds(200), stopReason: .endOfSequence), droppedTurns: 0,
    isPrefetched: true)
}

extension Robot {
  /// What the edit depends on that one toggle leads to.
  func key(toggling objective: String) -> ReplayKey? {
    var neighbour = state
    neighbour.board.toggle(objective)
    return neighbour.replayKey
  }

  /// Whether what is prepared was to be made, the last time.
  var generatesAhead: Bool? {
    effects.compactMap { if case .prefetch(_, let generating) = $0 { generating } else { nil } }
      .last
  }
}

@Suite("Edits that were kept are shown again by another run")
struct KeptReplayTests {
  private static func model(_ revision: String?) -> EngineDescription {
    var model = Robot.model
    model.revision = revision
    return model
  }

  private static func configuration(resumed: Session?) -> ChatConfiguration {
    ChatConfiguration(
      start: resumed == nil
        ? ChatConfiguration.Start(context: Robot.context, answer: Robot.answer) : nil,
      resumed: resumed, keepsSessions: true, objectives: resumed == nil ? ["harmless"] : nil,
      modelName: "tiny-aligner")
  }

  /// What the database has after a run with two edits: harmless alone, and harmless with helpful.
  private static func kept(by revision: String?) -> Session {
    var robot = Robot(configuration(resumed: nil))
    robot.send(.report(.loaded(model(revision))))
    robot.generate("Go to bed early.")
    robot.finish()
    robot.press("2")
    robot.wait(.milliseconds(40))
    robot.generate("Drink water.")
    robot.finish()
    return Session(
      summary: SessionSummary(id: 7, title: "Sleep", editCount: 2, created: 0, updated: 0),
      context: Robot.context, answer: Robot.answer, source: "", edits: robot.state.sessionLog.edits)
  }

  private static func resumed(_ session: Session, by revision: String?) -> Robot {
    var robot = Robot(configuration(resumed: session))
    robot.send(.report(.loaded(model(revision))))
    return robot
  }

  @Test("A resumed session's edits are there at once, marked, and are not recorded anew")
  func replays() {
    var robot = Self.resumed(Self.kept(by: "a"), by: "a")
    #expect(robot.screen.contains("Drink water."))
    #expect(robot.find("2›● Helpful") != nil)
    robot.press("2")
    #expect(robot.started.isEmpty)
    #expect(robot.state.edit.raw == "Go to bed early.")
    #expect(robot.screen.contains("replayed, made at 38 tok/s"))
    robot.press("2")
    #expect(robot.state.edit.raw == "Drink water.")
    #expect(robot.state.sessionLog.edits.count == 2)
    #expect(robot.recordedEdits.isEmpty)
  }

  @Test(
    "A model that was trained again in its place, or that is not known to be the same, makes them anew",
    arguments: [("a", "b"), ("a", nil), (nil, "a"), (nil, nil)])
  func makesAnew(kept: String?, now: String?) {
    var robot = Self.resumed(Self.kept(by: kept), by: now)
    robot.press("2")
    robot.wait(.milliseconds(40))
    #expect(robot.started.count == 1)
  }

  @Test("What was cut off is no edit to show again")
  func leavesOutCutOff() {
    var session = Self.kept(by: "a")
    session.edits[0].ending?.reason = "cancelled"
    var robot = Self.resumed(session, by: "a")
    robot.press("2")
    robot.wait(.milliseconds(40))
    #expect(robot.started.count == 1)
  }

  @Test("Another revision at the same place is another model within a run, too")
  func tellsApart() {
    var robot = Robot()
    robot.send(.report(.loaded(Self.model("a"))))
    robot.generate("Go to bed early.")
    robot.finish()
    robot.send(.report(.loaded(Self.model("b"))))
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.press("3")
    robot.wait(.milliseconds(40))
    #expect(robot.started.count == 3)
  }
}

extension Robot {
  fileprivate var recordedEdits: [RecordedEdit] {
    effects.flatMap { effect -> [SessionEvent] in
      if case .session(.record(let events)) = effect { events } else { [] }
    }.compactMap { if case .edit(let edit) = $0 { edit } else { nil } }
  }
}
