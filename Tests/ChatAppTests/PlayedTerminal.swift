import Foundation
import Generation
import Synchronization
import TerminalUI

@testable import ChatApp

/// A terminal whose user acts when the screen shows something: its waits block, as a real one's do.
final class PlayedTerminal: Terminal {
  /// What the user waits to see, and does then.
  struct Step {
    let seen: String
    let events: [InputEvent]

    init(_ seen: String, _ events: InputEvent...) {
      self.seen = seen
      self.events = events
    }
  }

  let size = Size(columns: 118, rows: 30)
  let capabilities = TerminalCapabilities(isUTF8: true, colorDepth: .monochrome)
  var theme = Theme.monochrome
  let waker: Waker
  private(set) var screens: [String] = []
  private(set) var isClosed = false
  private(set) var children: [[String]] = []
  private var steps: ArraySlice<Step>
  private let signal = DispatchSemaphore(value: 0)
  private let isWoken: AtomicFlag
  /// Ends a test whose screen never comes.
  private let end = DispatchTime.now() + .seconds(60)

  private final class AtomicFlag: Sendable {
    let value = Atomic(false)
  }

  init(_ steps: [Step]) {
    self.steps = steps[...]
    let flag = AtomicFlag()
    let signal = signal
    isWoken = flag
    waker = Waker {
      flag.value.store(true, ordering: .sequentiallyConsistent)
      signal.signal()
    }
  }

  func draw(_ frame: Frame) { screens.append(frame.lines().joined(separator: "\n")) }

  func waitForEvents(timeoutMilliseconds: Int?) -> [InputEvent] {
    if let step = steps.first, screens.last?.contains(step.seen) == true {
      steps.removeFirst()
      return step.events
    }
    let limit = timeoutMilliseconds.map { DispatchTime.now() + .milliseconds($0) } ?? end
    _ = signal.wait(timeout: min(limit, end))
    if DispatchTime.now() >= end { return [.endOfInput] }
    return isWoken.value.exchange(false, ordering: .sequentiallyConsistent) ? [.wake] : []
  }

  func invalidate() {}
  func suspend() {}
  func setTitle(_ title: String) {}
  func copyToClipboard(_ text: String) -> Bool { false }
  func close() { isClosed = true }

  func runChild(_ command: [String]) -> Int32 {
    children.append(command)
    return 0
  }
}

/// What came of a played program.
struct Outcome: Sendable {
  let status: Int32
  let screens: [String]
  let isClosed: Bool
}

/// Runs the program on a thread of its own, as its loop waits.
func play(
  _ configuration: ChatConfiguration, _ steps: [PlayedTerminal.Step],
  loadPolicy: (@Sendable () async throws -> any PolicySource)? = nil,
  loadSecondModel: (@Sendable () async throws -> any Engine)? = nil,
  loadEngine: @escaping @Sendable () async throws -> any Engine
) async -> Outcome {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      let terminal = PlayedTerminal(steps)
      let program = ChatProgram(
        configuration: configuration, terminal: terminal,
        services: ChatServices(
          saveCatalog: { _ in "" }, editorCommand: { ["vi", $0] },
          describeError: { "Failed: \($0)." }),
        loadEngine: loadEngine, loadPolicy: loadPolicy, loadSecondModel: loadSecondModel)
      let status = program.run()
      continuation.resume(
        returning: Outcome(
          status: status, screens: terminal.screens, isClosed: terminal.isClosed))
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
}
