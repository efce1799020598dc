import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The edit: started, restarted, stopped")
struct EditRunTests {
  private static func streaming() -> Robot {
    var robot = Robot()
    robot.load()
    robot.generate("Go to bed early. Drink")
    return robot
  }

  @Test("The first edit starts as soon as the model is there")
  func startsAtOnce() {
    var robot = Robot()
    #expect(robot.started.isEmpty)
    #expect(robot.screen.contains("loading tiny-aligner"))
    robot.load()
    #expect(
      robot.started.map(\.request.objectives).map { $0.map(\.id) } == [["harmless", "helpful"]])
  }

  @Test("Several toggles in a row make one edit, a moment after the last")
  func debounces() {
    var robot = Self.streaming()
    robot.press("3")
    #expect(robot.cancellations == 1)
    robot.wait(.milliseconds(30))
    robot.press("1")
    robot.wait(.milliseconds(39))
    #expect(robot.started.count == 1)
    robot.wait(.milliseconds(1))
    #expect(robot.started.count == 2)
    #expect(robot.cancellations == 1)
    #expect(robot.started[1].request.objectives.map(\.id) == ["helpful", "humour"])
  }

  @Test("Toggling to and fro asks for the same prompt")
  func togglesBack() {
    var robot = Self.streaming()
    robot.press("11")
    robot.wait(.milliseconds(40))
    #expect(robot.started[0].request.prompt == robot.started[1].request.prompt)
  }

  @Test("The old edit is cancelled before the new one starts")
  func cancelsFirst() throws {
    var robot = Self.streaming()
    robot.press("3")
    robot.wait(.seconds(1))
    let cancelled = try #require(robot.effects.firstIndex(of: .cancelGeneration))
    #expect(robot.effects.lastIndex(of: .startGeneration(robot.started[1])) == cancelled + 1)
  }

  @Test("What a cancelled edit still says is ignored")
  func ignoresLateEvents() {
    var robot = Self.streaming()
    let old = robot.state.edit.id
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.send(.report(.text(id: old, "LATE", pieces: 1)))
    robot.send(.report(.failed(id: old, "late failure")))
    #expect(!robot.screen.contains("LATE"))
    #expect(!robot.screen.contains("late failure"))
    #expect(robot.state.edit.phase == .starting)
  }

  @Test("A toggle dims the old edit and keeps it in its place")
  func dims() {
    var robot = Self.streaming()
    let place = robot.find("Go to bed early. Drink")
    robot.press("3")
    #expect(robot.find("Go to bed early. Drink") == place)
    #expect(robot.role(of: "Go to bed early. Drink") == .pending)
  }

  @Test("Stopping keeps the text", arguments: [KeyPress.escape, .control("c")])
  func stops(key: KeyPress) {
    var robot = Self.streaming()
    robot.press(key)
    robot.finish(.cancelled)
    #expect(robot.effects.last == .cancelGeneration)
    #expect(robot.screen.contains("Go to bed early. Drink"))
    #expect(robot.screen.contains("stopped"))
  }

  @Test(
    "The end is said in words",
    arguments: [
      (StopReason.endOfSequence, "finished"), (.tokenLimit, "stopped at 20 tokens"),
      (.contextLimit, "the model's context is full"),
    ])
  func says(reason: StopReason, words: String) {
    var robot = Self.streaming()
    robot.finish(reason)
    #expect(robot.screen.contains(words))
  }

  @Test("While the edit streams, what it has not reached is pending; at its end it is removed")
  func marksDifferences() {
    var robot = Self.streaming()
    #expect(robot.role(of: "Go to bed early. Do not") == .text)
    #expect(robot.role(of: "Read a book") == .pending)
    robot.finish()
    #expect(robot.role(of: "Read a book") == .removed)
    #expect(robot.role(of: "Drink") == .added)
  }

  @Test("An edit cut off by its limit leaves the rest of the answer pending")
  func leavesPending() {
    var robot = Self.streaming()
    robot.finish(.tokenLimit)
    #expect(robot.role(of: "Read a book") == .pending)
  }

  @Test("Left-out turns and prompts that are too long are said with their numbers")
  func overflows() {
    var robot = Self.streaming()
    robot.send(.report(.fitted(id: robot.state.edit.id, droppedTurns: 3)))
    #expect(robot.screen.contains("oldest 3 turns left out"))
    robot.send(.report(.tooLong(id: robot.state.edit.id, promptTokens: 2000, limit: 1024)))
    #expect(robot.screen.contains("2000 tokens and the model takes 1024"))
    #expect(robot.screen.contains("2000 tokens do not fit into the model's 1024"))
    robot.press("R")
    #expect(robot.started.count == 2)
  }

  /// An edit of one answer has ended, and another answer was pasted.
  private static func replaced() -> Robot {
    var robot = Robot()
    robot.load()
    robot.generate("Go to bed early.")
    robot.finish()
    robot.paste("Another answer.")
    robot.press("a")
    return robot
  }

  @Test("A text that does not fit leaves no older answer's edit beside it, but the reason")
  func showsNothingOlder() {
    var robot = Self.replaced()
    #expect(robot.role(of: "Go to bed early.") == .pending)
    robot.send(.report(.tooLong(id: robot.state.edit.id, promptTokens: 2000, limit: 1024)))
    #expect(!robot.screen.contains("Go to bed early."))
    robot.press("n")
    #expect(robot.find("The prompt has 2000 tokens")?.column ?? 0 > 50)
    robot.press("e")
    robot.press("Short. ")
    robot.press(.escape)
    #expect(!robot.screen.contains("The prompt has 2000 tokens"))
    robot.generate("Read.")
    robot.finish()
    #expect(robot.screen.contains("Read."))
  }

  @Test("Neither does one that is stopped before it says anything, or has nothing to align for")
  func dropsOlderAnswer() {
    var robot = Self.replaced()
    robot.press(.escape)
    #expect(!robot.screen.contains("Go to bed early."))
    robot = Self.replaced()
    robot.press("12")
    #expect(!robot.screen.contains("Go to bed early."))
  }

  @Test("A stopped edit leaves that of the same answer in sight")
  func keepsSameAnswer() {
    var robot = Robot()
    robot.load()
    robot.generate("Count sheep.")
    robot.finish()
    robot.press("R")
    robot.press(.escape)
    #expect(robot.role(of: "Count sheep.") == .pending)
  }

  @Test("Without a model the program stays usable and says why")
  func survivesFailure() {
    var robot = Robot()
    robot.send(.report(.loadingFailed("There is no model at /x.")))
    #expect(robot.role(of: "There is no model at /x.") == .error)
    robot.press("3")
    robot.wait(.seconds(1))
    #expect(robot.started.isEmpty)
    robot.press("e")
    #expect(robot.state.layer == .editing)
  }

  @Test("With no objective on there is nothing to do, and that is said")
  func needsObjective() {
    var robot = Self.streaming()
    robot.press("12")
    robot.wait(.seconds(1))
    #expect(robot.started.count == 1)
    #expect(robot.screen.contains("no objective is on"))
  }

  @Test(
    "When an edit has ended by itself, those one toggle away are prepared; none of them is empty")
  func prefetches() throws {
    var robot = Self.streaming()
    #expect(robot.prefetched == nil)
    robot.finish()
    let prefetched = try #require(robot.prefetched)
    #expect(
      prefetched.prefix(3) == [["helpful"], ["harmless"], ["harmless", "helpful", "humour"]])
    #expect(prefetched.count == robot.state.board.shown.prefix(9).count)
    robot.press("1")
    robot.wait(.milliseconds(40))
    robot.finish()
    #expect(robot.prefetched?.contains([]) == false)
  }

  @Test("An edit that was cancelled prepares nothing")
  func cancelledPrefetchesNothing() {
    var robot = Self.streaming()
    robot.finish(.cancelled)
    #expect(robot.prefetched == nil)
  }

  @Test(
    "Earlier edits of the same answer are drafts for the next, the newest first; another answer forgets them"
  )
  func keepsDrafts() {
    var robot = Self.streaming()
    robot.finish()
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.generate("Sleep.")
    robot.press("5")
    robot.wait(.milliseconds(40))
    #expect(robot.started.last?.earlierEdits == ["Sleep.", "Go to bed early. Drink"])
    robot.press("xj")
    robot.press(.enter)
    #expect(robot.started.last?.earlierEdits == [])
  }

  @Test("An example brings its texts and objectives and starts at once")
  func picksExample() {
    var robot = Self.streaming()
    robot.press("xj")
    robot.press(.enter)
    let example = Robot.examples[1]
    #expect(robot.started.last?.request.answer == example.answer)
    #expect(robot.started.last?.request.objectives.map(\.id) == example.objectives)
  }

  @Test("A click on an objective toggles it")
  func clicks() throws {
    var robot = Self.streaming()
    let place = try #require(robot.find("3 ○ Humour"))
    robot.click(place.column + 4, place.row)
    #expect(robot.state.board.enabled.contains("humour"))
  }
}
