public import Generation
import Sessions
import Storage
public import TerminalUI

/// The interactive program without a screen: commands are typed as lines, and everything that happens is said in lines.
///
/// It changes the same state as the screen does. Not for Swift's own thread pool: it waits.
public final class PlainProgram {
  private let console: any LineConsole
  private let configuration: ChatConfiguration
  private let services: ChatServices
  private let mailbox: Mailbox
  private let engine: EngineTask
  private let rows: RowsTask
  private let policy: PolicyTask?
  private let sessions: SessionTask
  private let elapsed: () -> Duration
  private var session: PlainSession
  private var exitStatus: Int32?
  /// Lines that have come and were not taken yet.
  private var lines: [String] = []

  /// Prepares the program; the engine begins to load.
  ///
  /// - Parameters:
  ///   - configuration: What to start with.
  ///   - console: Where lines come from and go to; it is closed at the end.
  ///   - services: What the program asks of the world.
  ///   - loadEngine: Loads the model, beside the loop.
  ///   - loadPolicy: Loads what answers the user, beside the loop; nil where the user gives the answers.
  ///   - elapsed: The time since some moment; the system's clock unless a test says otherwise.
  public init(
    configuration: ChatConfiguration, console: any LineConsole, services: ChatServices,
    loadEngine: @escaping @Sendable () async throws -> any Engine,
    loadPolicy: (@Sendable () async throws -> any PolicySource)? = nil,
    elapsed: (() -> Duration)? = nil
  ) {
    self.console = console
    self.configuration = configuration
    self.services = services
    let start = ContinuousClock.now
    self.elapsed = elapsed ?? { ContinuousClock.now - start }
    mailbox = Mailbox(waker: console.waker)
    engine = EngineTask(
      mailbox: mailbox, loadEngine: loadEngine, describeError: services.describeError)
    rows = RowsTask(mailbox: mailbox, describeError: services.describeError)
    sessions = SessionTask(
      mailbox: mailbox, services: services, resumed: configuration.resumed?.summary.id)
    policy = loadPolicy.map { [mailbox] load in
      PolicyTask(mailbox: mailbox, load: load, describeError: services.describeError)
    }
    session = PlainSession(configuration: configuration)
  }

  /// Runs until the user quits, the input ends or a signal ends it.
  ///
  /// Where the input ends while an edit is being made, the edit is said to its end first.
  ///
  /// - Returns: The exit status: 0, or 128 + n for signal n.
  public func run() -> Int32 {
    defer {
      engine.close()
      sessions.close()
      rows.close()
      policy?.close()
      console.close()
    }
    note(LogEvent(.start))
    perform(session.begin(at: elapsed()))
    var hasInputEnded = false
    while true {
      takeLines()
      if hasInputEnded, lines.isEmpty, exitStatus == nil, !session.isBusy {
        perform(session.end(at: elapsed()))
      }
      console.write(session.takeOutput())
      if let exitStatus { return exitStatus }
      for event in console.waitForEvents(timeoutMilliseconds: timeout) {
        switch event {
        case .line(let line): lines.append(line)
        case .signal(let number): perform(session.take(signal: number, at: elapsed()))
        case .endOfInput: hasInputEnded = true
        case .wake: for report in mailbox.drain() { apply(.report(report)) }
        }
      }
      if let deadline = session.state.nextDeadline, elapsed() >= deadline { apply(.deadline) }
    }
  }

  /// Takes the lines that have come, up to one that waits for what is under way.
  private func takeLines() {
    var taken = 0
    while taken < lines.count, exitStatus == nil, session.mayTakeLine() {
      perform(session.take(line: lines[taken], at: elapsed()))
      taken += 1
    }
    lines.removeFirst(taken)
  }

  private var timeout: Int? {
    guard let deadline = session.state.nextDeadline else { return nil }
    let wait = max(.zero, deadline - elapsed())
    return Int((wait / .milliseconds(1)).rounded(.up))
  }

  private func note(_ event: LogEvent?) {
    if let event { services.log?(event) }
  }

  private func apply(_ action: Action) {
    note(LogEvent(action))
    perform(session.apply(action, at: elapsed()))
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      note(LogEvent(effect))
      perform(effect)
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .startGeneration(let generation): engine.start(generation)
    case .cancelGeneration: engine.cancel()
    case .prefetch(let generations, let generating):
      engine.prefetch(generations, generating: generating)
    case .lens(let effect): engine.perform(effect)
    case .readFile(let path, let kind):
      let result = TextReading.read(path, describeError: services.describeError)
      apply(.fileRead(kind, path: path, result))
    case .saveCatalog(let catalog):
      let result: FileResult
      do {
        result = .success(try services.saveCatalog(catalog))
      } catch {
        result = .failure(services.describeError(error))
      }
      apply(.catalogSaved(result))
    case .session(let request): sessions.perform(request)
    case .askPolicy(let id, let request):
      engine.prefetch([], generating: false)
      policy?.reply(id, to: request)
    case .cancelReply: policy?.cancel()
    case .rows(.open(let id, let path)):
      rows.start(.open(id: id, path: TextReading.expanded(path)))
    case .rows(let request): rows.start(request)
    case .quit(let status): exitStatus = status
    // Nothing that is said in lines asks for them.
    case .openEditor, .copy, .suspend, .redraw, .useTheme, .saveTheme: break
    }
  }
}
