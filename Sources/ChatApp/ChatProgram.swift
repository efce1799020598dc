public import Generation
import Sessions
import Storage
public import TerminalUI

/// The interactive program: ties a terminal and an engine to the state.
///
/// Everything but the model's work happens on the thread that calls `run`, which must not be one of Swift's own pool:
/// it waits.
public final class ChatProgram {
  let terminal: any Terminal
  let configuration: ChatConfiguration
  let mailbox: Mailbox
  let engine: EngineTask
  let rows: RowsTask
  let policy: PolicyTask?
  let services: ChatServices
  let sessions: SessionTask
  private let elapsed: () -> Duration
  private var state: State
  private var exitStatus: Int32?

  /// Prepares the program; the engine begins to load, the terminal is not touched yet.
  ///
  /// - Parameters:
  ///   - configuration: What to start with.
  ///   - terminal: Where to draw; it is closed at the end.
  ///   - services: What the program asks of the world.
  ///   - loadEngine: Loads the model, beside the loop.
  ///   - loadPolicy: Loads what answers the user, beside the loop; nil where the user gives the answers.
  ///   - loadSecondModel: Loads what edits are compared with, beside the loop, when somebody asks for it; nil for none.
  ///   - elapsed: The time since some moment; the system's clock unless a test says otherwise.
  public init(
    configuration: ChatConfiguration, terminal: any Terminal, services: ChatServices,
    loadEngine: @escaping @Sendable () async throws -> any Engine,
    loadPolicy: (@Sendable () async throws -> any PolicySource)? = nil,
    loadSecondModel: (@Sendable () async throws -> any Engine)? = nil,
    elapsed: (() -> Duration)? = nil
  ) {
    self.terminal = terminal
    self.configuration = configuration
    self.services = services
    let start = ContinuousClock.now
    self.elapsed = elapsed ?? { ContinuousClock.now - start }
    mailbox = Mailbox(waker: terminal.waker)
    engine = EngineTask(
      mailbox: mailbox, loadEngine: loadEngine, loadSecondModel: loadSecondModel,
      describeError: services.describeError)
    sessions = SessionTask(
      mailbox: mailbox, services: services, resumed: configuration.resumed?.summary.id)
    rows = RowsTask(mailbox: mailbox, describeError: services.describeError)
    policy = loadPolicy.map { [mailbox] load in
      PolicyTask(mailbox: mailbox, load: load, describeError: services.describeError)
    }
    state = State(configuration: configuration, size: terminal.size)
  }

  /// Runs until the user quits or a signal ends it, and leaves the terminal as it was found.
  ///
  /// - Returns: The exit status: 0 where the user quit, 128 + n for signal n.
  public func run() -> Int32 {
    let watching = Task.detached { [mailbox, watch = services.watchCatalog] in
      await watch { await mailbox.send(.catalogChanged($0)) }
    }
    defer {
      watching.cancel()
      engine.close()
      sessions.close()
      rows.close()
      policy?.close()
      terminal.close()
    }
    terminal.setTitle("metaaligner")
    apply(.start)
    var pacer = FramePacer(
      interval: configuration.frameInterval, mailInterval: configuration.streamInterval)
    while true {
      if let exitStatus { return exitStatus }
      if pacer.mayDraw(at: elapsed()) { terminal.draw(view(state)) }
      let timeout = pacer.timeout(now: elapsed(), deadline: state.nextDeadline)
      var events = terminal.waitForEvents(timeoutMilliseconds: timeout)[...]
      while let event = events.popFirst() {
        if event == .wake {
          pacer.noteMail()
          continue
        }
        // Where the pointer is counts, not the way there: each step may wrap long texts anew.
        if event.isReplaced(by: events.first) { continue }
        let typed = state.layer.typedText(event, &events)
        apply(typed.map { .typed($0) } ?? .input(event))
        pacer.noteChange()
        if let exitStatus { return exitStatus }
      }
      if pacer.mayTakeMail(at: elapsed()) {
        for report in mailbox.drain() { apply(.report(report)) }
        pacer.noteChange()
      }
      if let deadline = state.nextDeadline, elapsed() >= deadline {
        apply(.deadline)
        pacer.noteChange()
      }
    }
  }

  private func note(_ event: LogEvent?) {
    if let event { services.log?(event) }
  }

  private func apply(_ action: Action) {
    note(LogEvent(action))
    for effect in update(&state, action, at: elapsed()) {
      note(LogEvent(effect))
      if case .quit(let status) = effect {
        exitStatus = status
        return
      }
      for result in perform(effect) { apply(result) }
    }
  }
}
