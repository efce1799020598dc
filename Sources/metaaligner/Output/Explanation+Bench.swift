import Datasets

extension ErrorReporter {
  static func explain(_ error: BenchError) -> Explanation {
    switch error {
    case .notEnoughMemory(let needed, let available):
      Explanation(
        message: """
          the weights would take \(needed >> 20) MiB of memory, and \(available >> 20) MiB are available
          """, hint: "Choose a smaller --format or --shape, or close other programs.",
        exitCode: 1)
    case .formatNotStored(let asked, let stored):
      Explanation(
        message: "the model's weights are stored as \(stored), not \(asked)",
        hint: "Leave out --format, give --format q8_0 or q4_0, or convert the model first.",
        exitCode: 2)
    case .table(let path, let fault):
      Explanation(message: "\(path): \(describe(fault))", exitCode: 2)
    case .noEdits(let path):
      Explanation(message: "\(path): no row has a text in the column aligned", exitCode: 2)
    case .noTerminal(let number):
      Explanation(
        message: "the program cannot be started in a terminal: \(systemMessage(number))",
        exitCode: 1)
    case .programEnded:
      Explanation(
        message: "the program ended while it was measured",
        hint: "See whether metaaligner chat starts with the same model.", exitCode: 1)
    case .keyNotSeen:
      Explanation(
        message: "a key did not appear on the screen within ten seconds",
        hint: "Is the locale UTF-8? LANG=C.UTF-8 is one.", exitCode: 1)
    }
  }

  static func describe(_ fault: CSVFault) -> String {
    switch fault {
    case .empty: "the table has no header"
    case .ragged(let line, let fields, let expected):
      "the row at line \(line) has \(fields) fields, the header has \(expected)"
    case .unclosedQuote(let line): "the quotes opened at line \(line) are never closed"
    case .textAfterQuote(let line): "text follows closing quotes at line \(line)"
    case .missingColumn(let name, let found):
      "there is no column '\(name)' among \(found.joined(separator: ", "))"
    case .repeatedColumn(let name): "there are two columns '\(name)'"
    case .tooManyColumns(let count, let limit): "it has \(count) columns, more than \(limit)"
    }
  }
}
