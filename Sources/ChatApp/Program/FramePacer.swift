/// Decides when to draw and when to look into the mailbox: both at most once an interval, and only when there is a reason.
///
/// Keys are handled as they come and seen with the next frame; the model's text waits for its frame, so that many pieces
/// make one change.
struct FramePacer {
  let interval: Duration
  let mailInterval: Duration
  private var needsDrawing = true
  private var hasMail = false
  private var lastFrame: Duration?
  private var lastMail: Duration?

  /// - Parameters:
  ///   - interval: The shortest time between two frames.
  ///   - mailInterval: The shortest time between two looks into the mailbox, nil for that of frames.
  init(interval: Duration, mailInterval: Duration? = nil) {
    self.interval = interval
    self.mailInterval = max(interval, mailInterval ?? interval)
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
    guard hasMail, now >= mailTime(now: now) else { return false }
    hasMail = false
    lastMail = now
    return true
  }

  /// How long the loop may wait for events, in milliseconds; nil for ever.
  func timeout(now: Duration, deadline: Duration?) -> Int? {
    var next = deadline
    if needsDrawing {
      let frame = lastFrame.map { $0 + interval } ?? now
      next = min(next ?? frame, frame)
    }
    if hasMail {
      let mail = mailTime(now: now)
      next = min(next ?? mail, mail)
    }
    guard let next else { return nil }
    let wait = max(.zero, next - now).components
    // Rounded up, so that the loop does not come back just before the time.
    return Int(wait.seconds) * 1000
      + Int((wait.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  /// When the mailbox may be looked into next: with a frame, and not sooner than its own interval says.
  private func mailTime(now: Duration) -> Duration {
    let frame = lastFrame.map { $0 + interval } ?? now
    return max(frame, lastMail.map { $0 + mailInterval } ?? frame)
  }

  private func isFrameDue(at now: Duration) -> Bool {
    lastFrame.map { now >= $0 + interval } ?? true
  }
}
