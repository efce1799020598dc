internal import Glibc

/// The user's text editor.
public enum ExternalEditor {
  /// The command that edits a file, as this process's environment has it.
  ///
  /// - Parameter file: The file's path.
  /// - Returns: A program and its arguments, for `Terminal.runChild`.
  public static func command(file: String) -> [String] { command(file: file, preferring: nil) }

  /// The command that edits a file: an editor that was named, else the environment's.
  ///
  /// - Parameters:
  ///   - file: The file's path.
  ///   - editor: What counts before the environment; nil where nothing was named.
  /// - Returns: A program and its arguments, for `Terminal.runChild`.
  public static func command(file: String, preferring editor: String?) -> [String] {
    if let editor { return command(environment: ["VISUAL": editor], file: file) }
    var environment: [String: String] = [:]
    for name in ["VISUAL", "EDITOR"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return command(environment: environment, file: file)
  }

  /// The command that edits a file: `$VISUAL`, else `$EDITOR`, else `vi`.
  ///
  /// The variables may hold arguments; a shell parts their words, as git does. The file's name is an
  /// argument of its own and is never read by the shell.
  ///
  /// - Parameters:
  ///   - environment: The environment's variables.
  ///   - file: The file's path.
  /// - Returns: A program and its arguments, for `Terminal.runChild`.
  public static func command(environment: [String: String], file: String) -> [String] {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
      .first { !$0.allSatisfy(\.isWhitespace) }
    guard let editor = named else { return ["vi", file] }
    return ["/bin/sh", "-c", editor + " \"$@\"", editor, file]
  }
}
