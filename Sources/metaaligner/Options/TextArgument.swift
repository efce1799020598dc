/// Lets the text of `debug tokenize` begin with a dash, as an option's value may.
enum TextArgument {
  /// Puts `--` before the last argument of `debug tokenize`, which is always the text.
  ///
  /// A call without `--model` is left alone, so that `debug tokenize --help` is help.
  ///
  /// - Parameter arguments: The program's arguments.
  /// - Returns: The arguments to parse.
  static func protect(_ arguments: [String]) -> [String] {
    let beforeText = arguments.dropLast()
    guard beforeText.prefix(2) == ["debug", "tokenize"],
      beforeText.contains(where: { $0 == "--model" || $0.hasPrefix("--model=") }),
      beforeText.last != "--", beforeText.last != "--model", let text = arguments.last
    else { return arguments }
    return beforeText + ["--", text]
  }
}
