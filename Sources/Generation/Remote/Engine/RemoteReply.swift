/// Turns the bytes of a streamed answer into events: the part of a remote generation that needs no network.
struct RemoteReply {
  /// The largest stream, in bytes.
  static let limit = 64 << 20
  /// More bytes a token than any text has: beyond, the server does not heed its limit.
  private static let mostBytesPerToken = 256

  /// How far the answer is.
  enum Progress: Equatable {
    /// Text may come.
    case open
    /// The text is over; counts may come.
    case stopped
    /// Nothing more is of interest.
    case complete
  }

  private(set) var progress = Progress.open
  /// Whether any text has been handed out.
  private(set) var hasText = false
  private let format: RemoteStreamFormat
  private let maximumTokens: Int
  private let textLimit: Int
  private var filter: StopStringFilter
  private var events = ServerSentEventDecoder()
  private var lines = LineDecoder()
  private var receivedBytes = 0
  private var textBytes = 0
  private var textPieces = 0
  private var promptTokens: Int?
  private var cachedTokens = 0
  private var generatedTokens: Int?
  private var stopReason: StopReason?

  /// - Parameters:
  ///   - format: What the server sends.
  ///   - stopStrings: What ends the text, whether the server heeds it or not.
  ///   - maximumTokens: What the server was asked for at most.
  init(format: RemoteStreamFormat, stopStrings: [String], maximumTokens: Int) {
    self.format = format
    self.maximumTokens = maximumTokens
    filter = StopStringFilter(stopStrings)
    let (product, overflow) = maximumTokens.multipliedReportingOverflow(by: Self.mostBytesPerToken)
    textLimit = overflow ? Self.limit : max(product, 4096)
  }

  /// Takes bytes.
  ///
  /// - Parameters:
  ///   - bytes: What came next.
  ///   - result: What they say is added to it, without a summary; what came before an offence as well.
  /// - Throws: `RemoteProblem`.
  mutating func receive(
    _ bytes: [UInt8], into result: inout [GenerationEvent]
  ) throws(RemoteProblem) {
    receivedBytes += bytes.count
    guard receivedBytes <= Self.limit else { throw .tooLarge(limit: Self.limit) }
    let payloads =
      format == .ollama
      ? try lines.append(bytes).map { RemotePayload(bytes: $0) } : try events.append(bytes)
    for payload in payloads where progress != .complete {
      for delta in try format.deltas(of: payload) { try take(delta, &result) }
    }
  }

  /// Takes the end of the stream.
  ///
  /// - Parameter result: What was still held back is added to it.
  /// - Throws: `RemoteProblem.truncated` where the text had not ended.
  mutating func finish(into result: inout [GenerationEvent]) throws(RemoteProblem) {
    let rest =
      format == .ollama
      ? lines.finish().map { RemotePayload(bytes: $0) } : try events.finish()
    // Half a message is no wrong message, but a stream that was cut off.
    if progress != .complete, let rest, let deltas = try? format.deltas(of: rest) {
      for delta in deltas { try take(delta, &result) }
    }
    guard progress != .open else {
      show(filter.finish(), &result)
      throw .truncated
    }
    progress = .complete
  }

  private mutating func take(
    _ delta: RemoteDelta, _ events: inout [GenerationEvent]
  ) throws(RemoteProblem) {
    switch delta {
    case .text(let text): take(text, &events)
    case .progress(let progress):
      if !hasText { events.append(.prefill(progress)) }
    case .prompt(let tokens, let cached): (promptTokens, cachedTokens) = (tokens, cached)
    case .generated(let tokens): generatedTokens = tokens
    case .stop(let reason):
      if progress == .open { stop(reason, &events) }
    case .brokenOff(let reason): throw .brokenOff(reason: reason)
    case .failure(let message): throw .failed(message: message)
    case .end:
      if progress == .open { stop(.endOfSequence, &events) }
      progress = .complete
    }
  }

  private mutating func take(_ text: String, _ events: inout [GenerationEvent]) {
    guard progress == .open else { return }
    textPieces += 1
    textBytes += text.utf8.count
    show(filter.append(text), &events)
    if filter.hasStopped {
      // The server may know the string as well and stop by itself, or go on for long.
      stopReason = .stopString
      progress = .complete
    } else if textBytes > textLimit {
      stop(.tokenLimit, &events)
      progress = .complete
    }
  }

  private mutating func stop(_ reason: StopReason, _ events: inout [GenerationEvent]) {
    show(filter.finish(), &events)
    stopReason = reason
    progress = .stopped
  }

  private mutating func show(_ text: String, _ events: inout [GenerationEvent]) {
    guard !text.isEmpty else { return }
    hasText = true
    events.append(.text(text))
  }

  /// The summary; times are the caller's.
  ///
  /// - Parameters:
  ///   - estimatedPromptTokens: The prompt's tokens where the server did not count them.
  ///   - timeToFirstToken: From the request to the first text.
  ///   - decodeTime: From the first text to the end.
  ///   - cancelled: Whether the consumer ended it.
  /// - Returns: The summary.
  func summary(
    estimatedPromptTokens: Int, timeToFirstToken: Duration?, decodeTime: Duration,
    cancelled: Bool = false
  ) -> GenerationSummary {
    // Servers send a token at a time unless they say otherwise.
    let generated = generatedTokens ?? textPieces
    var reason = cancelled ? .cancelled : stopReason ?? .cancelled
    // The dialects have one word for the two limits.
    if reason == .tokenLimit, let generatedTokens, generatedTokens < maximumTokens {
      reason = .contextLimit
    }
    return GenerationSummary(
      promptTokens: promptTokens ?? estimatedPromptTokens, generatedTokens: generated,
      timeToFirstToken: timeToFirstToken, decodeTime: decodeTime, stopReason: reason,
      cachedPromptTokens: cachedTokens)
  }
}
