import CursesTerminal
import Foundation
import TestSupport

/// The real program in a pseudo-terminal of our own: its keys are what we write, its screen is what it draws.
final class PseudoTerminal {
  struct TimedOut: Error, CustomStringConvertible {
    let waitedFor: String
    let screen: String
    var description: String { "never came: \(waitedFor)\n\(screen)" }
  }

  struct NotOpened: Error { let step: String }

  private(set) var screen: EmulatedScreen
  /// The process that was started: the guardian where there is one.
  let process: pid_t
  /// The terminal's settings before the program was started.
  let modesBefore: TerminalSettings

  private let pair: TerminalPair
  private var main: Int32
  /// Kept open, so that the settings can be read after the program has gone.
  private let line: Int32
  private var status: Int32?

  /// Starts a program as the leader of a session whose terminal this is.
  ///
  /// - Parameters:
  ///   - arguments: A program and its arguments; `metaaligner` is the built one.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  ///   - environment: Added to a small, known environment.
  ///   - joinsClusters: Whether the terminal says that it can take clusters for one (mode 2027).
  /// - Throws: `NotOpened`, `CursesError`, or `NotBuilt`.
  init(
    _ arguments: [String], columns: Int = 100, rows: Int = 30, environment: [String: String] = [:],
    joinsClusters: Bool = false
  ) throws {
    guard let program = BuiltProgram.path else { throw BuiltProgram.NotBuilt() }
    let words = arguments.map { $0.replacing("@metaaligner", with: "'\(program)'") }
    let path = words.first == "metaaligner" ? program : words.first ?? program
    screen = EmulatedScreen(columns: columns, rows: rows, joinsClusters: joinsClusters)
    pair = try TerminalPair(columns: columns, rows: rows)
    main = pair.main
    line = open(pair.name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard line >= 0 else { throw NotOpened(step: "open") }
    modesBefore = TerminalSettings(of: line)
    process = try pair.start(
      path, words, environment: BuiltProgram.baseEnvironment.merging(environment) { $1 })
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      for child in Self.children(of: process) { kill(child, SIGKILL) }
      waitpid(process, nil, 0)
    }
    if main >= 0 { close(main) }
    close(line)
  }

  // MARK: - The user

  func type(_ text: String) throws { try write(Array(text.utf8)) }

  func paste(_ text: String) throws { try type("\u{1B}[200~" + text + "\u{1B}[201~") }

  /// Gives the terminal another size; the kernel tells the program.
  func resize(columns: Int, rows: Int) {
    screen = EmulatedScreen(
      columns: columns, rows: rows, modes: screen.modes, joinsClusters: screen.joinsClusters)
    pair.resize(columns: columns, rows: rows)
  }

  /// Closes the terminal, as a window that is closed does.
  func hangUp() {
    close(main)
    main = -1
  }

  // MARK: - What comes of it

  /// The settings of the terminal now.
  var modes: TerminalSettings { TerminalSettings(of: line) }

  /// Waits until the screen satisfies a condition.
  ///
  /// - Parameters:
  ///   - what: Named where it never does.
  ///   - seconds: The longest wait.
  ///   - condition: Looks at the screen.
  /// - Returns: The screen's text.
  /// - Throws: `TimedOut`.
  @discardableResult
  func wait(
    for what: String, seconds: Int = 60, until condition: ((EmulatedScreen) -> Bool)? = nil
  ) throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if condition?(screen) ?? screen.text.contains(what) { return screen.text }
      guard ContinuousClock.now < deadline else {
        throw TimedOut(waitedFor: what, screen: screen.text)
      }
      readOutput(milliseconds: 100)
    }
  }

  /// Reads to the end of the program.
  ///
  /// - Returns: Its exit status, or 128 + n where signal n ended it.
  func waitForEnd(seconds: Int = 30) throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while status == nil {
      var raw: Int32 = 0
      if waitpid(process, &raw, WNOHANG) == process {
        status = raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + raw & 0x7F
        break
      }
      guard ContinuousClock.now < deadline else {
        throw TimedOut(waitedFor: "the program's end", screen: screen.text)
      }
      readOutput(milliseconds: 20)
    }
    if main >= 0 { while readOutput(milliseconds: 0) {} }
    return status ?? -1
  }

  /// The program behind its guardian; the started process itself where it has none.
  func program() throws -> pid_t {
    Self.children(of: process).first ?? process
  }

  /// Whether a process was stopped and not continued.
  static func isStopped(_ process: pid_t) -> Bool {
    let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // The name before it, in brackets, may hold anything.
    return line.split(separator: ")").last?.hasPrefix(" T") ?? false
  }

  // MARK: - The inside

  /// Writes what the terminal's user types, reading what comes back meanwhile, so that neither side waits for ever.
  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    let deadline = ContinuousClock.now + .seconds(60)
    while !rest.isEmpty {
      let count = rest.prefix(1024).withUnsafeBytes {
        Glibc.write(main, $0.baseAddress, $0.count)
      }
      if count > 0 { rest = rest.dropFirst(count) }
      guard ContinuousClock.now < deadline else {
        throw TimedOut(waitedFor: "the program to read", screen: screen.text)
      }
      readOutput(milliseconds: count > 0 ? 0 : 10)
    }
  }

  /// Reads what the program draws; false where nothing came.
  @discardableResult
  private func readOutput(milliseconds: Int32) -> Bool {
    guard main >= 0 else {
      poll(nil, 0, milliseconds)
      return false
    }
    var waiting = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(main, &chunk, chunk.count)
    guard count > 0 else { return false }
    screen.take(chunk[..<count])
    let answers = screen.takeAnswers()
    if !answers.isEmpty {
      _ = answers.withUnsafeBytes { Glibc.write(main, $0.baseAddress, $0.count) }
    }
    return true
  }

  /// The processes whose parent this is.
  private static func children(of parent: pid_t) -> [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { pid_t($0) }.filter { process in
      guard let status = try? fileBytes("/proc/\(process)/stat") else { return false }
      // The name in parentheses may hold blanks.
      let fields =
        String(decoding: status, as: UTF8.self)
        .split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 1 && pid_t(fields[1]) == parent
    }
  }
}

/// What `tcgetattr` says, to be compared.
struct TerminalSettings: Equatable {
  private let flags: [tcflag_t]
  private let characters: [UInt8]
  /// Whether the terminal waits for whole lines and shows what is typed, as a shell wants it.
  let isCooked: Bool

  init(of descriptor: Int32) {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else {
      (flags, characters, isCooked) = ([], [], false)
      return
    }
    flags = [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    isCooked = settings.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO)
  }
}
