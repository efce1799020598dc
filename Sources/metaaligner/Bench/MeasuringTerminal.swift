import Glibc
import TerminalUI

/// A terminal in memory that gives out pieces of a text and keys, one after each frame, and notes what a frame takes.
final class MeasuringTerminal: Terminal {
  let size: Size
  let capabilities = TerminalCapabilities(isUTF8: true, colorDepth: .truecolor)
  var theme = Theme.dark
  let waker: Waker
  /// The program's clock: every wait takes longer than the time between two frames, so that none is put off.
  private(set) var clock = Duration.zero
  private(set) var figures = ScreenFigures()

  private enum Cause { case chunk, key }
  private let wakes = WakePipe()
  private let feed: AsyncStream<String>.Continuation
  private var chunks: ArraySlice<String>
  private var keys = MeasuringTerminal.keyPresses[...]
  private var frame: Frame?
  /// What the next frame answers, and since when.
  private var pending: (cause: Cause, since: ContinuousClock.Instant)?
  /// Whether a piece was given out that the program has not heard of yet.
  private var isFed = false
  /// Waits without anything happening; a program that is stuck is ended.
  private var idleWaits = 0

  private static let idleLimit = 5_000

  init(size: Size, chunks: [String], feed: AsyncStream<String>.Continuation) {
    self.size = size
    self.chunks = chunks[...]
    self.feed = feed
    waker = Waker { [wakes] in wakes.write() }
  }

  func draw(_ frame: Frame) {
    let runs = self.frame.map { frame.differences(from: $0) } ?? []
    self.frame = frame
    guard let pending else { return }
    let time = (.now - pending.since) / .seconds(1)
    switch pending.cause {
    case .chunk:
      figures.frames.append(time)
      figures.changedCells.append(Double(runs.reduce(0) { $0 + $1.cells.count }))
    case .key: figures.keys.append(time)
    }
    self.pending = nil
  }

  func waitForEvents(timeoutMilliseconds: Int?) -> [InputEvent] {
    clock += .milliseconds(max(34, min(timeoutMilliseconds ?? 0, 1_000)))
    idleWaits += 1
    if idleWaits > Self.idleLimit { return [.endOfInput] }
    if pending == nil, !isFed {
      if let chunk = chunks.popFirst() {
        isFed = true
        feed.yield(chunk)
        if chunks.isEmpty { feed.finish() }
      } else if figures.frames.count > 1, !wakes.isWritten(within: 0) {
        guard let key = keys.popFirst() else { return [.endOfInput] }
        idleWaits = 0
        pending = (.key, .now)
        return [.key(key)]
      }
    }
    guard wakes.isWritten(within: 1) else { return [] }
    idleWaits = 0
    wakes.empty()
    isFed = false
    if pending == nil { pending = (.chunk, .now) }
    return [.wake]
  }

  func invalidate() { frame = nil }
  func suspend() {}
  func runChild(_ command: [String]) -> Int32 { 0 }
  func setTitle(_ title: String) {}
  func copyToClipboard(_ text: String) -> Bool { true }
  func close() {}

  /// What a reader does, and then typing.
  private static let keyPresses: [KeyPress] = {
    let reading = "jjjkkGgnnnNvvv?j"
    let round = reading.map(KeyPress.character) + [KeyPress(.escape), KeyPress(.tab)]
    let typing = "e" + String(repeating: "warm cups of tea, ", count: 4)
    return (0..<6).flatMap { _ in round } + typing.map(KeyPress.character)
  }()
}

/// A pipe that a thread waits on and others write to; lives as long as somebody may.
private final class WakePipe: Sendable {
  private let ends: [Int32]

  init() {
    var ends: [Int32] = [-1, -1]
    // A refused pipe leaves the loop without wakes, and the figures without frames.
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }
    self.ends = ends
  }

  deinit { for end in ends { close(end) } }

  /// A full pipe wakes as well as one more byte would.
  func write() { _ = Glibc.write(ends[1], [1 as UInt8], 1) }

  func empty() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(ends[0], &bytes, bytes.count) > 0 {}
  }

  func isWritten(within milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, milliseconds) > 0
  }
}
