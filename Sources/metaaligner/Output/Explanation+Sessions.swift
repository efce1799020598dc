import Sessions

extension ErrorReporter {
  static func explain(_ error: SessionError) -> Explanation {
    switch error {
    case .fileAccess(let path, let number):
      Explanation(
        message: "cannot open the sessions in \(path.orQuotes): \(systemMessage(number))",
        hint: "chat --no-history works without them.", exitCode: 1)
    // SQLITE_CORRUPT and SQLITE_NOTADB.
    case .database(let path, 11, let message), .database(let path, 26, let message):
      Explanation(
        message: "the sessions in \(path.orQuotes) are damaged: \(message)",
        hint: "Move the file away; a new one is made. sqlite3's .recover may save what is in it.",
        exitCode: 1)
    case .database(let path, _, let message):
      Explanation(message: "the sessions in \(path.orQuotes): \(message)", exitCode: 1)
    case .newerSchema(let path):
      Explanation(
        message: "a newer metaaligner made the sessions in \(path.orQuotes)",
        hint: "Use that one, or METAALIGNER_SESSIONS to name another file.", exitCode: 1)
    case .unexpectedValue(let path, let column):
      Explanation(
        message: "the sessions in \(path.orQuotes) hold an unexpected value in '\(column)'",
        exitCode: 1)
    case .noSuchSession(let id):
      Explanation(
        message: "there is no session \(id)", hint: "metaaligner sessions list", exitCode: 2)
    }
  }
}
