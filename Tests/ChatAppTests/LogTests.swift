import Generation
import Sessions
import Storage
import TerminalUI
import Testing

@testable import ChatApp

@Suite("What the log has of a run")
struct LogTests {
  @Test("what was done and how long it took, and no word of the texts")
  func events() {
    var robot = Robot(context: "Human: zebra? Assistant:", answer: "zebra zebra")
    robot.load()
    robot.generate("zebra!")
    robot.finish()
    let effects = robot.effects.compactMap { LogEvent($0) }
    let actions: [LogEvent] = [
      Action.report(.loaded(Robot.model)), .report(.failed(id: 1, "It broke.")),
      .report(.text(id: 1, "zebra", pieces: 1)), .typed("zebra"), .input(.paste("zebra")),
      .fileRead(.answer, path: "/home/me/zebra.txt", .success("zebra")),
    ].compactMap { LogEvent($0) }
    #expect(effects.map(\.name).contains("edit.started"))
    #expect(actions.map(\.name) == ["model.loaded", "edit.failed", "file.read"])
    for field in (effects + actions).flatMap(\.fields) {
      if case .word(let word) = field.value { #expect(!word.contains("zebra")) }
    }
  }

  @Test("a user's own objectives are not named")
  func ownObjectives() throws {
    var robot = Robot()
    robot.load()
    robot.press("+Zebra")
    robot.press(.tab)
    robot.press("be striped")
    robot.press(.enter)
    robot.wait(.milliseconds(300))
    let started = robot.effects.compactMap { LogEvent($0) }.last { $0.name == "edit.started" }
    let names = try #require(started?.fields.first { $0.name == "objectives" }?.value)
    var list = ""
    if case .word(let word) = names { list = word }
    #expect(list == "harmless,helpful,own")
  }

  @Test(
    "sessions, staging, scores and the dialogue have their lines, without a word of what was written"
  )
  func features() {
    let edit = SessionsTests.edit(text: "zebra")
    let verdict = RecordedVerdict(
      edit: 1, changes: [.init(removed: "zebra", added: "horse", isAccepted: true)],
      merged: "zebra")
    var session = SessionsTests.session(edits: [edit])
    session.context = "zebra"
    session.summary.title = "zebra"
    let generation = Robot(context: "zebra", answer: "zebra").state.generation
    let scored = ScoredText(tokens: [
      ScoredToken(text: "zebra", logProbability: -1, alternatives: [])
    ])
    let summary = GenerationSummary(
      promptTokens: 9, generatedTokens: 5, timeToFirstToken: .zero, decodeTime: .seconds(1),
      stopReason: .endOfSequence)
    let effects: [Effect] = [
      .session(.list(matching: "zebra")), .session(.open(7)),
      .session(.rename(7, to: "zebra", listing: "zebra")), .session(.delete(7, listing: "zebra")),
      .session(.export(7)), .session(.stage(edit, verdict)), .session(.record([.edit(edit)])),
      .lens(.generate(generation)), .lens(.cancel(id: -1)),
      .lens(.attribute(id: -2, generation, text: "zebra", leavingOut: true)),
      .lens(.cancelAttribution), .cancelReply,
      .askPolicy(
        id: 1, PolicyRequest(dialogue: "zebra", sampling: .greedy, maximumTokens: 9)),
    ]
    let reports: [EngineReport] = [
      .session(.listed(matching: "zebra", [session.summary])), .session(.opened(session)),
      .session(.exported(path: "/zebra/session-7.html")),
      .session(.staged(path: "/zebra/staged.json", count: 2)), .session(.failed("It is full.")),
      .lens(.scored(id: -2, without: "zebra", scored)), .lens(.notScored(id: -2, "It cannot.")),
      .policy(.loaded(name: "tiny-policy")), .policy(.unavailable("There is none.")),
      .policy(.fitted(id: 1, droppedTurns: 2)), .policy(.summary(id: 1, summary)),
      .policy(.failed(id: 1, "It broke.")),
    ]
    let events = effects.map { LogEvent($0) } + reports.map { LogEvent(.report($0)) }
    let names = events.compactMap { $0?.name }
    #expect(names.count == events.count)
    #expect(Set(names).count == names.count)
    #expect(names.contains("staging.written") && names.contains("policy.answered"))
    for field in events.compactMap(\.self).flatMap(\.fields) {
      if case .word(let word) = field.value { #expect(!word.contains("zebra")) }
    }
    // What comes many times a second would be all that a log has.
    #expect(LogEvent(.report(.policy(.text(id: 1, "zebra", pieces: 1)))) == nil)
  }
}
