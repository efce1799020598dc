import Alignment
import ArgumentParser
import ChatApp
import CursesTerminal
import Generation
import Glibc
import TerminalUI

/// `metaaligner debug screen`: the interactive program with a script in place of a model.
///
/// The tests of the real program in a real terminal use it; so can whoever wants to see what an edit at some speed looks like.
struct DebugScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Open the interactive program with a scripted edit, without a model.",
    discussion: """
      The edit is the answer with every seventh word another one; it comes at the rate that you name. Nothing is saved.

      EXAMPLES:
        metaaligner debug screen
        metaaligner debug screen --words 5000 --rate 1000
      """)

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Words of the answer.", valueName: "count"))
  var words = 300

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Words of the edit a second.", valueName: "count"))
  var rate = 200

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The answer, in place of words.", valueName: "text")
  )
  var answer: String?

  @Flag(
    inversion: .prefixedNo,
    help: "A small parent process repairs the terminal even where the program is killed.")
  var guardian = true

  func validate() throws {
    guard (1...1_000_000).contains(words), (1...1_000_000).contains(rate) else {
      throw ValidationError("--words and --rate must be from 1 to 1000000.")
    }
  }

  func run() throws {
    if guardian, StandardOutput.isTerminal { TerminalGuardian.start() }
    guard isatty(STDIN_FILENO) == 1, StandardOutput.isTerminal else {
      throw CommandError.notATerminal
    }
    let text = BenchText(words: words)
    let terminal = try CursesTerminal()
    // As the real one does; the colours stay as they are.
    _ = terminal.askWhatItIs()
    let program = ChatProgram(
      configuration: ChatConfiguration(
        start: ChatConfiguration.Start(
          context: text.context, answer: answer ?? text.answer.joined()),
        objectives: ["harmless", "helpful"], family: .hhRLHF, maximumTokens: .max,
        prefetching: .off, modelName: "scripted"),
      terminal: terminal,
      services: ChatServices(
        saveCatalog: { _ in "" }, editorCommand: ExternalEditor.command(file:),
        describeError: { "\($0)" }, copyNatively: NativeClipboard.copy),
      loadEngine: { [rate] in TimedEngine(rate: rate) })
    let status = program.run()
    if status != 0 { throw CommandError.interrupted(signal: status - 128) }
  }
}

/// An engine that repeats what it edits, every seventh word another one, at a steady rate.
private struct TimedEngine: Engine {
  let rate: Int

  let description = EngineDescription(
    name: "scripted", elementType: "F32", contextLength: 1 << 24, location: "memory")

  func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    prompt.utf8.count / 4
  }

  func stream(_ request: GenerationRequest) -> GenerationStream {
    GenerationStream { [rate] in
      TimedGeneration(answer: request.draftSources.first ?? "", rate: rate)
    }
  }
}

private actor TimedGeneration: GenerationStepper {
  private let words: [String]
  private let rate: Int
  private let start = ContinuousClock.now
  private var index = 0
  private var hasEnded = false

  init(answer: String, rate: Int) {
    self.rate = rate
    words = answer.split(separator: " ", omittingEmptySubsequences: false).enumerated().map {
      $0 % 7 == 6 ? "rather " : $1 + " "
    }
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    if hasEnded { return nil }
    try? await Task.sleep(until: start + .seconds(1) * index / rate, clock: .continuous)
    if Task.isCancelled { return end(.cancelled) }
    guard index < words.count else { return end(.endOfSequence) }
    index += 1
    return .text(words[index - 1])
  }

  private func end(_ reason: StopReason) -> GenerationEvent {
    hasEnded = true
    return .summary(
      GenerationSummary(
        promptTokens: words.count, generatedTokens: index, timeToFirstToken: .milliseconds(1),
        decodeTime: ContinuousClock.now - start, stopReason: reason))
  }
}
