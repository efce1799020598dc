internal import CNcurses
internal import Dispatch
internal import Glibc

/// The clipboards of this machine, through the programs that set them.
///
/// They stand beside OSC 52, which reaches the user's own machine over any connection, but which not every terminal takes.
public enum NativeClipboard {
  /// How long such a program may take.
  private static let patience: Int32 = 2000

  /// Gives a text to the first program that takes it.
  ///
  /// - Parameter text: The text, as it is.
  /// - Returns: The program's name; nil where none took it.
  public static func copy(_ text: String) async -> String? {
    let names = ["WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION", "TMUX"]
    let environment = Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        getenv(name).map { (name, String(cString: $0)) }
      })
    return await withCheckedContinuation { continuation in
      // It waits, which Swift's own threads must not.
      DispatchQueue.global().async {
        let taker = commands(environment: environment).first { feed(text, to: $0) }
        continuation.resume(returning: taker?.first)
      }
    }
  }

  /// The programs to ask, in order: those of the windows around the terminal first.
  static func commands(environment: [String: String]) -> [[String]] {
    func has(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    var commands: [[String]] = []
    if has("WAYLAND_DISPLAY") { commands.append(["wl-copy"]) }
    if has("DISPLAY") {
      commands += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    }
    if has("WSL_DISTRO_NAME") { commands.append(["clip.exe"]) }
    if has("TERMUX_VERSION") { commands.append(["termux-clipboard-set"]) }
    // tmux keeps it as a buffer and passes it on to its own terminal.
    if has("TMUX") { commands.append(["tmux", "load-buffer", "-w", "-"]) }
    return commands
  }

  private static func feed(_ text: String, to command: [String]) -> Bool {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let bytes = Array(text.utf8)
    return cncurses_feed(&arguments, bytes, bytes.count, patience) == 0
  }
}
