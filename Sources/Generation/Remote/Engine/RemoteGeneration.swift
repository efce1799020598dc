import HTTPClient

/// One generation of a `RemoteEngine`: connects when it is first asked, tries again while nothing was shown.
actor RemoteGeneration: GenerationStepper {
  /// Between two questions whether a server has loaded its model.
  private static let loadingInterval = Duration.seconds(1)

  private let server: RemoteServer
  private let call: Result<RemoteCall, RemoteProblem>
  private let path: RemotePath
  private let estimatedPromptTokens: Int
  private let maximumTokens: Int
  private let makeReply: @Sendable (RemoteStreamFormat) -> RemoteReply
  private var reply: RemoteReply?
  private var body: HTTPBody?
  private var iterator: HTTPBody.AsyncIterator?
  private var closing: Task<Void, Never>?
  private var pending: ArraySlice<GenerationEvent> = []
  private var failure: RemoteAttemptError?
  private var attempt = 0
  private var isOver = false
  private var start: ContinuousClock.Instant?
  private var firstText: ContinuousClock.Instant?
  private var generator = SystemRandomNumberGenerator()

  init(
    server: RemoteServer, call: Result<RemoteCall, RemoteProblem>, path: RemotePath,
    reply: @escaping @Sendable (RemoteStreamFormat) -> RemoteReply, maximumTokens: Int,
    estimatedPromptTokens: Int
  ) {
    self.server = server
    self.call = call
    self.path = path
    makeReply = reply
    self.maximumTokens = maximumTokens
    self.estimatedPromptTokens = estimatedPromptTokens
  }

  deinit {
    closing?.cancel()
    body?.cancel()
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    if isOver { return nil }
    let now = ContinuousClock.now
    if start == nil { start = now }
    guard maximumTokens >= 1 else {
      isOver = true
      throw .invalidTokenLimit(maximumTokens)
    }
    while true {
      if Task.isCancelled { return summary(cancelled: true) }
      if let event = pending.popFirst() {
        if case .text = event, firstText == nil { firstText = .now }
        return event
      }
      if let failure {
        self.failure = nil
        try await recover(from: failure)
      } else if reply?.progress == .complete {
        return summary(cancelled: false)
      } else {
        await advance()
      }
    }
  }

  /// Connects, or takes the next bytes; what goes wrong is kept until the text before it has been handed out.
  private func advance() async {
    do throws(RemoteAttemptError) {
      if iterator == nil { try await open() }
      try await read()
    } catch {
      failure = error
    }
  }

  private func open() async throws(RemoteAttemptError) {
    let call: RemoteCall
    do throws(RemoteProblem) {
      call = try self.call.get()
    } catch {
      throw RemoteAttemptError(error)
    }
    attempt += 1
    reply = makeReply(call.format)
    let response = try await server.open(call)
    body = response.body
    iterator = response.body.makeAsyncIterator()
  }

  private func read() async throws(RemoteAttemptError) {
    guard var current = iterator else { return }
    let bytes: [UInt8]?
    do throws(HTTPError) {
      bytes = try await current.next(isolation: self)
      iterator = current
    } catch {
      // Once the text is there, a connection that breaks, or is closed by us, takes nothing away.
      guard reply?.progress == .stopped else { throw RemoteAttemptError(.connection(error)) }
      bytes = nil
    }
    var events: [GenerationEvent] = []
    defer { pending += events }
    do throws(RemoteProblem) {
      if let bytes {
        try reply?.receive(bytes, into: &events)
      } else {
        try reply?.finish(into: &events)
      }
    } catch {
      throw RemoteAttemptError(error)
    }
    if reply?.progress == .stopped { closeSoon() }
    if reply?.progress == .complete { close() }
  }

  /// Some servers never say that nothing more comes.
  private func closeSoon() {
    guard closing == nil, let body else { return }
    closing = Task { [limit = server.configuration.timeouts.closing] in
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      body.cancel()
    }
  }

  private func close() {
    closing?.cancel()
    closing = nil
    body?.cancel()
    body = nil
    iterator = nil
  }

  /// Waits until the request may be sent again.
  ///
  /// - Throws: The failure, where it may not.
  private func recover(from failure: RemoteAttemptError) async throws(GenerationError) {
    let hasText = reply?.hasText ?? false
    close()
    guard !Task.isCancelled else { return }
    if failure.problem.mayPass, !hasText, let delay = delay(after: failure) {
      try? await Task.sleep(for: delay)
      return
    }
    isOver = true
    if let overflow = failure.overflow {
      throw .promptTooLong(
        promptTokens: overflow.promptTokens, contextLength: overflow.contextLength)
    }
    throw server.error(failure.problem, at: (try? call.get())?.path ?? path)
  }

  private func delay(after failure: RemoteAttemptError) -> Duration? {
    // A large model takes minutes to load, which is no failure as long as the server says so.
    if failure.problem == .loading, let start,
      ContinuousClock.now - start < server.configuration.timeouts.idle,
      server.configuration.retry != .never
    {
      attempt -= 1
      return Self.loadingInterval
    }
    return server.configuration.retry.delay(
      attempt: attempt, retryAfter: failure.retryAfter, generator: &generator)
  }

  private func summary(cancelled: Bool) -> GenerationEvent {
    close()
    isOver = true
    let end = ContinuousClock.now
    let reply =
      reply ?? RemoteReply(format: .openAI, stopStrings: [], maximumTokens: maximumTokens)
    return .summary(
      reply.summary(
        estimatedPromptTokens: estimatedPromptTokens,
        timeToFirstToken: firstText.flatMap { first in start.map { first - $0 } },
        decodeTime: firstText.map { end - $0 } ?? .zero, cancelled: cancelled))
  }
}
