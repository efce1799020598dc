import Foundation
import Generation
import TerminalUI

@testable import ChatApp

/// A console whose lines are all there at once, as from a pipe; what is written is kept.
final class PlayedConsole: LineConsole {
  let waker: Waker
  private(set) var lines: [String] = []
  private(set) var isClosed = false
  private var events: [LineEvent]
  private let signal = DispatchSemaphore(value: 0)

  init(_ lines: [String]) {
    events = lines.map { .line($0) } + [.endOfInput]
    let signal = signal
    waker = Waker { signal.signal() }
  }

  func write(_ lines: [String]) { self.lines += lines }

  func waitForEvents(timeoutMilliseconds: Int?) -> [LineEvent] {
    if !events.isEmpty {
      defer { events = [] }
      return events
    }
    let limit = DispatchTime.now() + .milliseconds(timeoutMilliseconds ?? 60_000)
    return signal.wait(timeout: limit) == .success ? [.wake] : []
  }

  func close() { isClosed = true }
}

/// Runs the program in lines on a thread of its own, as its loop waits.
///
/// - Returns: What it wrote.
func playLines(
  _ lines: [String], loadEngine: @escaping @Sendable () async throws -> any Engine
) async -> [String] {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      let console = PlayedConsole(lines)
      let program = PlainProgram(
        configuration: ChatConfiguration(
          start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
          objectives: ["harmless"], modelName: "scripted"),
        console: console,
        services: ChatServices(
          saveCatalog: { _ in "" }, editorCommand: { ["vi", $0] },
          describeError: { "Failed: \($0)." }),
        loadEngine: loadEngine)
      _ = program.run()
      continuation.resume(returning: console.lines)
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
}
