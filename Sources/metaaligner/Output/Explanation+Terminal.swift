import CursesTerminal

extension ErrorReporter {
  static func explain(_ error: CursesError) -> Explanation {
    switch error {
    case .unknownTerminal(let name):
      Explanation(
        message: name.isEmpty
          ? "TERM is not set, so nobody knows how to draw on this terminal"
          : "the terminal '\(name)' is not known here, or its cursor cannot be placed",
        hint: "Set TERM to what the terminal is, for example: TERM=xterm-256color metaaligner",
        exitCode: 2)
    case .alreadyOpen:
      Explanation(message: "a screen is open already", exitCode: 1)
    case .noPipe(let number):
      Explanation(message: "cannot listen for signals: \(systemMessage(number))", exitCode: 1)
    case .noPair(let number):
      Explanation(
        message: "there is no pseudo-terminal to run in: \(systemMessage(number))", exitCode: 1)
    }
  }
}
