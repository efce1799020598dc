internal import CNcurses
internal import Glibc
public import TerminalUI

extension CursesTerminal {
  /// How long an Escape may be the start of a key's sequence.
  private static let escapeTime = Duration.milliseconds(25)
  /// How long a paste may pause before its end is held to be lost.
  private static let pasteTime = Duration.seconds(1)

  /// Waits until something happened and returns all of it.
  public func waitForEvents(timeoutMilliseconds: Int?) -> [InputEvent] {
    guard isOpen else { return [] }
    if !heldEvents.isEmpty {
      defer { heldEvents = [] }
      return heldEvents
    }
    let deadline = timeoutMilliseconds.map { ContinuousClock.now + .milliseconds($0) }
    while true {
      let events = poll(until: [deadline, escapeDeadline].compactMap(\.self).min())
      if !events.isEmpty { return events }
      let now = ContinuousClock.now
      if let escapeDeadline, now >= escapeDeadline {
        self.escapeDeadline = nil
        let late = decoder.flush()
        if !late.isEmpty { return late }
      }
      if let deadline, now >= deadline { return [] }
    }
  }

  /// Waits once, for ever where there is no deadline; nothing where the time ran out.
  func poll(until deadline: ContinuousClock.Instant?) -> [InputEvent] {
    var descriptors = [
      // A negative descriptor is skipped.
      pollfd(fd: inputEnded ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signalPipe, events: Int16(POLLIN), revents: 0),
    ]
    let milliseconds = deadline.map { Self.milliseconds(from: .now, to: $0) } ?? -1
    guard Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0 else { return [] }
    var events: [InputEvent] = []
    if descriptors[2].revents != 0 { events += readSignals() }
    if descriptors[0].revents != 0 { events += readInput() }
    if descriptors[1].revents != 0 {
      var value: UInt64 = 0
      if read(wakeDescriptor, &value, MemoryLayout<UInt64>.size) > 0 { events.append(.wake) }
    }
    return events
  }

  /// Rounded up: a wait that ends just before its deadline would only be waited again.
  private static func milliseconds(
    from now: ContinuousClock.Instant, to deadline: ContinuousClock.Instant
  ) -> Int32 {
    guard deadline > now else { return 0 }
    let (seconds, attoseconds) = now.duration(to: deadline).components
    let wholeMilliseconds = attoseconds / 1_000_000_000_000_000
    return Int32(clamping: seconds * 1000 + wholeMilliseconds + 1)
  }

  private func readInput() -> [InputEvent] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count > 0 {
      let events = decoder.take(chunk[..<count])
      escapeDeadline =
        decoder.isPasting
        ? .now + Self.pasteTime : decoder.isWaiting ? .now + Self.escapeTime : nil
      return events
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    // The terminal is gone. Said once; polling it again would not wait.
    inputEnded = true
    return decoder.flush() + [.endOfInput]
  }

  private func readSignals() -> [InputEvent] {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(signalPipe, &numbers, numbers.count)
    guard count > 0 else { return [] }
    var events: [InputEvent] = []
    let signals = numbers[..<count].map { Int32($0) }
    if signals.contains(SIGTSTP) {
      suspend()
      events.append(.resize(size))
    } else if signals.contains(SIGCONT) {
      returnFromStop()
      events.append(.resize(size))
    } else if signals.contains(SIGWINCH) {
      updateSize()
      events.append(.resize(size))
    }
    for number in signals where ![SIGTSTP, SIGCONT, SIGWINCH].contains(number) {
      events.append(.signal(number))
    }
    return events
  }

  private func updateSize() {
    size = Self.currentSize()
    cncurses_resize(Int32(size.rows), Int32(size.columns))
    lastFrame = nil
  }

  private func reenter() {
    cncurses_resume()
    reenterModes()
  }

  /// Goes on after SIGSTOP, before which nobody could leave anything.
  private func returnFromStop() {
    if cncurses_is_active() {
      // Nobody left our modes for us; entered twice, the keyboard's would have to be left twice.
      leaveModes()
      cncurses_resume()
    } else {
      // The guardian did.
      cncurses_reclaim()
    }
    reenterModes()
  }

  private func reenterModes() {
    updateSize()
    enterModes()
    invalidate()
  }

  /// Gives the terminal back to the shell and returns once the program goes on.
  public func suspend() {
    guard isOpen else { return }
    leaveModes()
    cncurses_leave()
    cncurses_stop(signalPipe)
    discardSignals(besides: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    reenter()
  }

  /// Gives the terminal to another program and returns once it has ended.
  public func runChild(_ command: [String]) -> Int32 {
    guard isOpen, !command.isEmpty else { return 127 }
    leaveModes()
    cncurses_leave()
    cncurses_yield_signals(true)
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    let status = cncurses_run(&arguments)
    for argument in arguments { free(argument) }
    cncurses_yield_signals(false)
    discardSignals(besides: [SIGTERM, SIGHUP])
    reenter()
    return status
  }

  /// Forgets the signals that came while the terminal was not ours; those kept are seen by the next wait.
  private func discardSignals(besides kept: Set<Int32>) {
    var numbers = [UInt8](repeating: 0, count: 64)
    var again: [Int32] = []
    while true {
      let count = read(signalPipe, &numbers, numbers.count)
      guard count > 0 else { break }
      again += numbers[..<count].map { Int32($0) }.filter(kept.contains)
    }
    for number in Set(again) { raise(number) }
  }
}
