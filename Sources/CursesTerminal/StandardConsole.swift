internal import CNcurses
internal import Glibc
public import TerminalUI

/// Standard input and output as a console of lines; curses has no part in it.
public final class StandardConsole: LineConsole {
  /// Ends a wait from any thread.
  public let waker: Waker

  private let wakeDescriptor: Int32
  private let signalPipe: Int32
  private let isTerminal: Bool
  private var buffer: [UInt8] = []
  private var inputEnded = false
  private var isOpen = true

  /// Longer lines are cut, so that an endless one cannot take all memory.
  private static let longestLine = 16 << 20

  /// Takes standard input and output.
  ///
  /// - Throws: `CursesError.noPipe` where there are no descriptors left.
  public init() throws(CursesError) {
    let wakeDescriptor = cncurses_make_wake()
    guard wakeDescriptor >= 0 else { throw .noPipe(errno) }
    self.wakeDescriptor = wakeDescriptor
    waker = Waker {
      var one: UInt64 = 1
      _ = Glibc.write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }
    signalPipe = cncurses_install_signals()
    guard signalPipe >= 0 else { throw .noPipe(errno) }
    isTerminal = isatty(STDOUT_FILENO) == 1
  }

  deinit { close() }

  /// Writes lines; to a terminal, nothing that it would obey.
  public func write(_ lines: [String]) {
    guard isOpen, !lines.isEmpty else { return }
    var bytes: [UInt8] = []
    for line in lines {
      bytes += (isTerminal ? TerminalSanitizer.sanitize(line).text : line).utf8
      bytes.append(0x0A)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, -1)
      } else if errno != EINTR {
        // Nobody reads any more.
        inputEnded = true
        return
      }
    }
  }

  /// Waits until a line, a signal or a wake has come.
  public func waitForEvents(timeoutMilliseconds: Int?) -> [LineEvent] {
    guard isOpen else { return [.endOfInput] }
    var descriptors = [
      // A negative descriptor is skipped.
      pollfd(fd: inputEnded ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signalPipe, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = timeoutMilliseconds.map { Int32(clamping: $0) } ?? -1
    guard poll(&descriptors, nfds_t(descriptors.count), timeout) > 0 else { return [] }
    var events: [LineEvent] = []
    if descriptors[2].revents != 0 { events += readSignals() }
    if descriptors[0].revents != 0 { events += readLines() }
    if descriptors[1].revents != 0 {
      var value: UInt64 = 0
      if read(wakeDescriptor, &value, MemoryLayout<UInt64>.size) > 0 { events.append(.wake) }
    }
    return events
  }

  /// Gives the signals back.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    cncurses_restore_signals()
  }

  private func readLines() -> [LineEvent] {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    guard count > 0 else {
      inputEnded = true
      defer { buffer = [] }
      // The last line may have no end.
      return (buffer.isEmpty ? [] : [.line(Self.text(of: buffer[...]))]) + [.endOfInput]
    }
    let searched = buffer.count
    buffer += chunk[..<count]
    guard buffer[searched...].contains(0x0A) || buffer.count > Self.longestLine else { return [] }
    var events: [LineEvent] = []
    var start = 0
    while let end = buffer[start...].firstIndex(of: 0x0A) {
      events.append(.line(Self.text(of: buffer[start..<end])))
      start = end + 1
    }
    if buffer.count - start > Self.longestLine {
      events.append(.line(Self.text(of: buffer[start...])))
      start = buffer.count
    }
    buffer.removeFirst(start)
    return events
  }

  private static func text(of bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  private func readSignals() -> [LineEvent] {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(signalPipe, &numbers, numbers.count)
    guard count > 0 else { return [] }
    let signals = numbers[..<count].map { Int32($0) }
    if signals.contains(SIGTSTP) { cncurses_stop(signalPipe) }
    return signals.filter { ![SIGTSTP, SIGCONT, SIGWINCH].contains($0) }.map { .signal($0) }
  }
}
