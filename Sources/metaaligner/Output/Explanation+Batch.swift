import Batch

extension ErrorReporter {
  static func explain(_ error: BatchError) -> Explanation {
    switch error {
    case .data(let error): explain(error)
    case .storage(let error): explain(error)
    case .generation(let error): explain(error)
    case .fileAccess(let path, let number):
      Explanation(message: "\(path.orQuotes): \(systemMessage(number))", exitCode: 1)
    case .missingColumn(let role, let candidates, let found):
      Explanation(
        message: """
          there is no column '\(candidates.joined(separator: "', '"))' for \(role) among \(found.joined(separator: ", "))
          """,
        hint: "Name the columns with --prompt-column and --golden-column.", exitCode: 2)
    case .outputExists(let path):
      Explanation(
        message: "\(path) is there, and no job that made it",
        hint: "Name another output, or replace it with --force.", exitCode: 2)
    case .outputIsInput(let path):
      Explanation(
        message: "\(path) is the input too", hint: "Name another output.", exitCode: 2)
    case .locked(let folder):
      Explanation(
        message: "\(folder): another process is working on this job", exitCode: 1)
    case .differs(let folder, let differences):
      Explanation(
        message: "\(folder) was begun with something else: \(describe(differences))",
        hint: "Give what it was begun with, name another output, or begin anew with --restart.",
        exitCode: 2)
    case .brokenManifest(let path):
      Explanation(
        message: "\(path): this is no job's manifest, or of another version of this program",
        hint: "Name another output, or begin anew with --restart.", exitCode: 2)
    case .damagedJournal(let path, let line, let count):
      Explanation(
        message: """
          \(path): \(line > 0 ? "line \(line)" : "a line") is damaged\(count > 1 ? ", and \(count - 1) more" : "")
          """,
        hint: "--repair puts damaged lines aside and works on their rows again.", exitCode: 1)
    case .inputChanged(let path, let row):
      Explanation(
        message: "\(path) has changed since the job began: row \(row) is another",
        hint: "Restore the file, or begin anew with --restart.", exitCode: 1)
    case .diskFull(let path, let available):
      Explanation(
        message: "\(path): only \(available >> 20) MiB are left on the disk",
        hint: "Make room: 64 MiB are kept free. What is saved stays; the same command goes on.",
        exitCode: 1)
    case .keepsFailing(let count, let reason):
      Explanation(
        message: "\(count) rows failed one after another: \(reason)",
        hint: "When that is mended, the same command with --retry-failed goes on.", exitCode: 1)
    }
  }

  private static func describe(_ differences: [BatchError.Difference]) -> String {
    let shown = differences.prefix(3).map { difference in
      "\(difference.name) was \(difference.former ?? "absent"), is \(difference.present ?? "absent")"
    }
    let more = differences.count > 3 ? "; and \(differences.count - 3) more" : ""
    return shown.joined(separator: "; ") + more
  }
}
