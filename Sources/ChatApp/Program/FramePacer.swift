/// Decides when to draw and when to look into the mailbox: both at most once a frame, and only when there is a reason.
///
/// Keys are handled as they come and seen with the next frame; the model's text waits for its frame, so that many pieces
/// make one change.
struct FramePacer {
  let interval: Duration
  private var needsDrawing = true
  private var hasMail = false
  private var lastFrame: Duration?

  init(interval: Duration) {
    self.interval = interval
  }

  mutating func noteChange() { needsDrawing = true }

  mutating func noteMail() { hasMail = true }

  /// Whether to draw now; true counts as drawn.
  mutating func mayDraw(at now: Duration) -> Bool {
    guard needsDrawing, isFrameDue(at: now) else { return false }
    needsDrawing = false
    lastFrame = now
    return true
  }

  /// Whether to take the mail now; true counts as taken.
  mutating func mayTakeMail(at now: Duration) -> Bool {
    guard hasMail, isFrameDue(at: now) else { return false }
    hasMail = false
    return true
  }

  /// How long the loop may wait for events, in milliseconds; nil for ever.
  func timeout(now: Duration, deadline: Duration?) -> Int? {
    var next = deadline
    if needsDrawing || hasMail {
      let frame = lastFrame.map { $0 + interval } ?? now
      next = min(next ?? frame, frame)
    }
    guard let next else { return nil }
    let wait = max(.zero, next - now).components
    // Rounded up, so that the loop does not come back just before the time.
    return Int(wait.seconds) * 1000
      + Int((wait.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  private func isFrameDue(at now: Duration) -> Bool {
    lastFrame.map { now >= $0 + interval } ?? true
  }
}
