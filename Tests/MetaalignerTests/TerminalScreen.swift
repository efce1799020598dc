import Foundation
import TestSupport

/// The real program in a real terminal emulator (tmux), driven by keys and read as a screen.
///
/// Waiting is driven by the terminal's own output: the screen is looked at whenever something was drawn.
final class TerminalScreen {
  struct TimedOut: Error, CustomStringConvertible {
    let screen: String
    var description: String { "the screen never showed it:\n" + screen }
  }

  static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("metaaligner-test-" + UUID().uuidString)
  private var output: Int32 = -1

  /// Opens a terminal with a shell and starts the program in it.
  ///
  /// - Parameters:
  ///   - command: The shell command; `metaaligner` is the built program.
  ///   - columns: The terminal's width.
  ///   - rows: The terminal's height.
  ///   - environment: More variables of the shell.
  /// - Throws: `NotBuilt`, or `Tool.Failure` where tmux cannot be started.
  init(
    _ command: String, columns: Int, rows: Int, environment: [String: String] = [:]
  ) throws {
    guard let program = BuiltProgram.path else { throw BuiltProgram.NotBuilt() }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let pipe = folder.appendingPathComponent("output").path
    mkfifo(pipe, 0o600)
    // Both ends, so that opening does not wait and the end of the other writer is not the end of the pipe.
    output = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    var variables = ["HOME": folder.path, "LANG": "C.UTF-8", "PS1": "$ "]
    variables.merge(environment) { $1 }
    let settings = variables.flatMap { ["-e", "\($0)=\($1)"] }
    try tmux(
      ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + settings
        + ["sh"])
    try tmux(["pipe-pane", "-O", "cat > '\(pipe)'"])
    type("cd '\(SharedFolder.packageRoot)'; metaaligner() { '\(program)' \"$@\"; }; clear\r")
    type(command + "\r")
  }

  deinit {
    _ = try? tmux(["kill-server"])
    if output >= 0 { close(output) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Types text as it is.
  func type(_ text: String) { _ = try? tmux(["send-keys", "-l", text]) }

  /// Presses keys that tmux knows by name, such as `Escape` or `C-c`.
  func press(_ keys: String...) { _ = try? tmux(["send-keys"] + keys) }

  /// Pastes text, bracketed where the program asked for it.
  func paste(_ text: String) throws {
    let file = folder.appendingPathComponent("paste")
    try Data(text.utf8).write(to: file)
    try tmux(["load-buffer", file.path])
    try tmux(["paste-buffer", "-p"])
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Sends a signal to the program, whose name and terminal identify it.
  func kill(_ signal: String) throws {
    let terminal = try tmux(["display-message", "-p", "#{pane_tty}"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    // Its guardian has another name.
    try Tool.run(
      "/usr/bin/pkill",
      ["-\(signal)", "-x", "metaaligner", "-t", String(terminal.dropFirst("/dev/".count))])
  }

  /// The screen's lines as text.
  func text() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// Waits until the screen satisfies a condition.
  ///
  /// - Parameters:
  ///   - seconds: The longest wait.
  ///   - condition: Looks at the screen's text.
  /// - Returns: The screen's text.
  /// - Throws: `TimedOut` with the last screen.
  @discardableResult
  func wait(seconds: Int = 30, until condition: (String) -> Bool) throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let screen = try text()
      if condition(screen) { return screen }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw TimedOut(screen: screen) }
      var waited = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      // Also looks once a second, in case the last output came before the pipe was watched.
      _ = poll(&waited, 1, 1000)
      var drained = [UInt8](repeating: 0, count: 1 << 16)
      while read(output, &drained, drained.count) > 0 {}
    }
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let output = folder.appendingPathComponent("answer").path
    let socket = folder.appendingPathComponent("socket").path
    try Tool.run("/usr/bin/tmux", ["-S", socket] + arguments, output: output)
    return String(decoding: try fileBytes(output), as: UTF8.self)
  }
}
