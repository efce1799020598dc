public import Generation
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
  private let elapsed: () -> Duration
  private var session: PlainSession
  private var exitStatus: Int32?

  /// Prepares the program; the engine begins to load.
  ///
  /// - Parameters:
  ///   - configuration: What to start with.
  ///   - console: Where lines come from and go to; it is closed at the end.
  ///   - services: What the program asks of the world.
  ///   - loadEngine: Loads the model, beside the loop.
  ///   - elapsed: The time since some moment; the system's clock unless a test says otherwise.
  public init(
    configuration: ChatConfiguration, console: any LineConsole, services: ChatServices,
    loadEngine: @escaping @Sendable () async throws -> any Engine,
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
      rows.close()
      console.close()
    }
    perform(session.begin(at: elapsed()))
    var hasInputEnded = false
    while true {
      console.write(session.takeOutput())
      if let exitStatus { return exitStatus }
      if hasInputEnded, !session.isBusy { return 0 }
      for event in console.waitForEvents(timeoutMilliseconds: timeout) {
        switch event {
        case .line(let line): perform(session.take(line: line, at: elapsed()))
        case .signal(let number): perform(session.take(signal: number, at: elapsed()))
        case .endOfInput: hasInputEnded = true
        case .wake:
          for report in mailbox.drain() {
            perform(session.apply(.report(report), at: elapsed()))
          }
        }
      }
      if let deadline = session.state.nextDeadline, elapsed() >= deadline {
        perform(session.apply(.deadline, at: elapsed()))
      }
    }
  }

  private var timeout: Int? {
    guard let deadline = session.state.nextDeadline else { return nil }
    let wait = max(.zero, deadline - elapsed())
    return Int((wait / .milliseconds(1)).rounded(.up))
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .startGeneration(let generation): engine.start(generation)
      case .cancelGeneration: engine.cancel()
      case .prefetch(let generations, let generating):
        engine.prefetch(generations, generating: generating)
      case .readFile(let path, let kind):
        let result = TextReading.read(path, describeError: services.describeError)
        perform(session.apply(.fileRead(kind, path: path, result), at: elapsed()))
      case .saveCatalog(let catalog):
        let result: FileResult
        do {
          result = .success(try services.saveCatalog(catalog))
        } catch {
          result = .failure(services.describeError(error))
        }
        perform(session.apply(.catalogSaved(result), at: elapsed()))
      case .rows(.open(let id, let path)):
        rows.start(.open(id: id, path: TextReading.expanded(path)))
      case .rows(let request): rows.start(request)
      case .quit(let status): exitStatus = status
      // Nothing that is said in lines asks for them.
      default: break
      }
    }
  }
}
