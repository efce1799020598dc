import Alignment
import Generation
import Synchronization
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The run loop, with a scripted engine on tasks of its own")
struct ChatProgramTests {
  private static let configuration = ChatConfiguration(
    start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
    objectives: ["harmless"], modelName: "scripted")

  private static let summary = GenerationSummary(
    promptTokens: 9, generatedTokens: 3, timeToFirstToken: .milliseconds(1),
    decodeTime: .milliseconds(10), stopReason: .endOfSequence)

  private static func key(_ character: Character) -> InputEvent { .key(.character(character)) }

  @Test("An edit streams in, and q ends with 0 and a closed terminal")
  func streams() async {
    let outcome = await play(
      Self.configuration, [PlayedTerminal.Step("Go to sleep!", Self.key("q"))]
    ) {
      ScriptedEngine { _ in
        [.event(.text("Go to ")), .event(.text("sleep!")), .event(.summary(Self.summary))]
      }
    }
    #expect(outcome.status == 0)
    #expect(outcome.isClosed)
    #expect(outcome.screens.first?.contains("loading scripted") == true)
  }

  @Test("A question is answered by the policy and its answer aligned, each on a task of its own")
  func talks() async {
    var configuration = Self.configuration
    configuration.policyName = "policy"
    let outcome = await play(
      configuration,
      [
        PlayedTerminal.Step("Go to sleep!", .key(.character("u"))),
        PlayedTerminal.Step("Your question", .paste("Why?"), .key(.enter)),
        PlayedTerminal.Step("aligned: Because.", Self.key("q")),
      ],
      loadPolicy: {
        EnginePolicy(
          engine: ScriptedEngine { _ in
            [.event(.text(" Because.")), .event(.summary(Self.summary))]
          })
      }
    ) {
      ScriptedEngine { request in
        let text = request.prompt.contains("Because.") ? "aligned: Because." : "Go to sleep!"
        return [.event(.text(text)), .event(.summary(Self.summary))]
      }
    }
    #expect(outcome.status == 0)
    #expect(outcome.screens.contains { $0.contains("goes on with the aligned edit") })
  }

  @Test("A toggle cancels the edit that hangs and shows the next")
  func toggles() async {
    let gate = Gate()
    let outcome = await play(
      Self.configuration,
      [
        PlayedTerminal.Step("first edit", Self.key("2")),
        PlayedTerminal.Step("second edit", .signal(15)),
      ]
    ) {
      ScriptedEngine { request in
        request.prompt.contains("Helpful")
          ? [.event(.text("second edit")), .pause(until: gate)]
          : [.event(.text("first edit")), .pause(until: gate), .event(.text("LATE"))]
      }
    }
    #expect(outcome.status == 143)
    #expect(!outcome.screens.contains { $0.contains("LATE") })
  }

  @Test("Keys are answered while the model hangs")
  func staysUsable() async {
    let gate = Gate()
    let outcome = await play(
      Self.configuration,
      [
        PlayedTerminal.Step("starting", Self.key("?")),
        PlayedTerminal.Step("stop the stream; twice", .key(.escape), Self.key("q")),
      ]
    ) { ScriptedEngine { _ in [.pause(until: gate)] } }
    #expect(outcome.status == 0)
  }

  @Test("A model that does not load, and an engine that breaks off, are said in a sentence")
  func saysFailure() async {
    let failing = await play(
      Self.configuration, [PlayedTerminal.Step("Failed: engineStopped", Self.key("q"))]
    ) { throw GenerationError.engineStopped("no file") }
    #expect(failing.status == 0)
    let breaking = await play(
      Self.configuration, [PlayedTerminal.Step("Failed: engineStopped", Self.key("q"))]
    ) { ScriptedEngine { _ in [.event(.text("Go")), .fail(.engineStopped("gone"))] } }
    #expect(breaking.status == 0)
  }

  @Test("A context that is too long loses its oldest turns")
  func trims() async {
    var configuration = Self.configuration
    let turn = "\n\nHuman: " + String(repeating: "word ", count: 300)
    configuration.start?.context =
      String(repeating: turn + "\n\nAssistant: Yes.", count: 5) + Robot.context
    let outcome = await play(
      configuration, [PlayedTerminal.Step("left out", Self.key("q"))]
    ) {
      ScriptedEngine(
        description: EngineDescription(
          name: "small", elementType: "F32", contextLength: 1024, location: "memory")
      ) { _ in [.event(.summary(Self.summary))] }
    }
    #expect(outcome.screens.last?.contains("oldest 3 turns left out") == true)
  }

  @Test("A prompt that cannot fit is refused with both numbers")
  func refuses() async {
    var configuration = Self.configuration
    configuration.start?.answer = String(repeating: "word ", count: 2000)
    let outcome = await play(
      configuration, [PlayedTerminal.Step("the model takes 1024", Self.key("q"))]
    ) {
      ScriptedEngine(
        description: EngineDescription(
          name: "small", elementType: "F32", contextLength: 1024, location: "memory")
      ) { _ in [] }
    }
    #expect(outcome.status == 0)
  }

  @Test("Fast text is joined: far fewer frames than pieces")
  func coalesces() async {
    let outcome = await play(
      Self.configuration, [PlayedTerminal.Step("finished", Self.key("q"))]
    ) {
      ScriptedEngine { _ in
        (0..<3000).map { _ in .event(.text("word ")) } + [.event(.summary(Self.summary))]
      }
    }
    #expect(outcome.screens.count < 300)
  }
}

@Suite("The mailbox and the pace of frames")
struct PaceTests {
  @Test("Waiting text is joined, progress replaced, and order kept")
  func joins() async {
    let mailbox = Mailbox(waker: Waker {})
    await mailbox.send(.progress(id: 1, PrefillProgress(processedTokens: 1, promptTokens: 9)))
    await mailbox.send(.progress(id: 1, PrefillProgress(processedTokens: 9, promptTokens: 9)))
    await mailbox.send(.text(id: 1, "a", pieces: 1))
    await mailbox.send(.text(id: 1, "b", pieces: 1))
    await mailbox.send(.text(id: 2, "c", pieces: 1))
    #expect(
      mailbox.drain() == [
        .progress(id: 1, PrefillProgress(processedTokens: 9, promptTokens: 9)),
        .text(id: 1, "ab", pieces: 2), .text(id: 2, "c", pieces: 1),
      ])
    #expect(mailbox.drain().isEmpty)
  }

  @Test("A sender far ahead waits until the mail is taken, or until it is cancelled")
  func bounds() async {
    let woken = Mutex(0)
    let mailbox = Mailbox(waker: Waker { woken.withLock { $0 += 1 } })
    let sender = Task {
      await mailbox.send(
        .text(id: 1, String(repeating: "x", count: Mailbox.capacity + 1), pieces: 1))
      return woken.withLock { $0 }
    }
    while woken.withLock({ $0 }) == 0 { await Task.yield() }
    sender.cancel()
    #expect(await sender.value == 1)
    #expect(mailbox.drain().count == 1)
  }

  @Test("Frames are drawn when something changed, and not sooner than their interval")
  func paces() {
    var pacer = FramePacer(interval: .milliseconds(33))
    let (drawsFirst, drawsEarly, drawsDue, takesEarly, takesDue): (Bool, Bool, Bool, Bool, Bool)
    drawsFirst = pacer.mayDraw(at: .zero)
    #expect(pacer.timeout(now: .zero, deadline: nil) == nil)
    pacer.noteChange()
    drawsEarly = pacer.mayDraw(at: .milliseconds(10))
    #expect(pacer.timeout(now: .milliseconds(10), deadline: nil) == 23)
    #expect(pacer.timeout(now: .milliseconds(10), deadline: .milliseconds(12)) == 2)
    drawsDue = pacer.mayDraw(at: .milliseconds(33))
    pacer.noteMail()
    takesEarly = pacer.mayTakeMail(at: .milliseconds(40))
    takesDue = pacer.mayTakeMail(at: .milliseconds(66))
    #expect([drawsFirst, drawsDue, takesDue] == [true, true, true])
    #expect([drawsEarly, takesEarly] == [false, false])
  }
}
