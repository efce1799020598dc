import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite(
  "metaaligner generate", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct GenerateCommandTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let model = "models/default"

  private func questions(_ count: Int, _ header: String = "prompt,chosen_response") throws {
    let rows = (0..<count).map { row in
      "\"\n\nHuman: What is number \(row)?\n\nAssistant:\",\"It is \"\"\(row)\"\".\"\n"
    }
    try folder.write((header + "\n" + rows.joined()).utf8, to: "in.csv")
  }

  private func arguments(_ output: String, _ more: [String] = []) -> [String] {
    [
      "generate", folder["in.csv"], "--output", folder[output], "--policy", Self.model,
      "--threads", "1",
    ] + more
  }

  /// Starts the program, lets it save some rows, and ends it with a signal.
  ///
  /// - Returns: Its status, or nil where it had come to its end before.
  private func interrupt(_ arguments: [String], with signal: Int32) throws -> Int32? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path ?? "")
    process.arguments = arguments + ["--log-every", "0.01"]
    process.environment = BuiltProgram.baseEnvironment
    process.currentDirectoryURL = URL(fileURLWithPath: SharedFolder.packageRoot)
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    var text = ""
    var earlier: Int?
    while true {
      let data = errors.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
      let saved = text.split(separator: "\n").compactMap(Self.savedRows)
      earlier = earlier ?? saved.first
      if let last = saved.last, last > earlier ?? 0 {
        kill(process.processIdentifier, signal)
      }
    }
    process.waitUntilExit()
    let isCut = process.terminationReason == .uncaughtSignal || process.terminationStatus >= 128
    return isCut ? process.terminationStatus : nil
  }

  /// The number before the slash of `3/40 rows saved`.
  private static func savedRows(_ line: Substring) -> Int? {
    guard let slash = line.firstIndex(of: "/"), line.contains("rows saved") else { return nil }
    return line[..<slash].split(separator: " ").last.flatMap { Int($0) }
  }

  @Test("writes the columns of the published scripts, in the order of the questions")
  func columns() throws {
    try questions(5)
    let result = try BuiltProgram.run(arguments("out.csv", ["--max-tokens", "8", "--json"]))
    #expect(result.status == 0, "\(result.errors)")
    let lines = try folder.text(of: "out.csv").split(separator: "\n")
    #expect(lines.first == "query,goldens,generated_text")
    let document = try JSONParser.parse(Array(result.output.utf8))
    #expect(document["rows"] == 5 && document["complete"] == true && document["failed"] == 0)
    let details = try BuiltProgram.run(arguments("out.csv", ["--max-tokens", "8", "--details"]))
    #expect(details.status == 0 && details.errors.contains("5 of them from earlier runs"))
    let text = try folder.text(of: "out.csv")
    #expect(text.hasPrefix("query,goldens,generated_text,stop_reason,prompt_tokens,"))
    #expect(text.contains("\"It is \"\"4\"\".\""))
  }

  @Test(
    "ends with the same bytes however often it is killed, greedy or drawn", .timeLimit(.minutes(3)))
  func killed() throws {
    try questions(400)
    let options = ["--max-tokens", "16", "--temperature", "1", "--seed", "7", "--concurrency", "3"]
    let whole = try BuiltProgram.run(arguments("whole.csv", options + ["--quiet"]))
    #expect(whole.status == 0, "\(whole.errors)")
    var kills = 0
    while try interrupt(arguments("out.csv", options), with: SIGKILL) != nil {
      kills += 1
      #expect(access(folder["out.csv"], F_OK) != 0)
    }
    #expect(kills > 0)
    #expect(try folder.bytes(of: "out.csv") == folder.bytes(of: "whole.csv"))
  }

  @Test("saves what is begun and says how it goes on at Ctrl-C", .timeLimit(.minutes(1)))
  func interrupted() throws {
    // Far more than are answered before the signal comes.
    try questions(5_000)
    let options = ["--max-tokens", "64", "--concurrency", "3"]
    #expect(try interrupt(arguments("out.csv", options), with: SIGINT) == 130)
    let rest = try BuiltProgram.run(arguments("out.csv", options + ["--rows", "5"]))
    #expect(rest.status == 0 && rest.errors.contains("5 of them from earlier runs"))
  }

  @Test("goes on with the seed that it began with, and with nothing else that differs")
  func settings() throws {
    try questions(2)
    let options = ["--max-tokens", "4", "--temperature", "1"]
    #expect(try BuiltProgram.run(arguments("out.csv", options)).status == 0)
    #expect(try BuiltProgram.run(arguments("out.csv", options)).status == 0)
    let other = try BuiltProgram.run(arguments("out.csv", options + ["--seed", "1"]))
    #expect(other.status == 2 && other.errors.contains("settings.seed"), "\(other.errors)")
    let restarted = try BuiltProgram.run(
      arguments("out.csv", options + ["--seed", "1", "--restart"]))
    #expect(restarted.status == 0, "\(restarted.errors)")
  }

  @Test("tells rows that fail, and exits with 1")
  func failures() throws {
    try folder.write("query\nHello\n\"\"\n".utf8, to: "in.csv")
    let result = try BuiltProgram.run(arguments("out.csv", ["--max-tokens", "4"]))
    #expect(result.status == 1 && result.errors.contains("1 of 2 rows failed; row 1:"))
    #expect(try folder.text(of: "out.csv").hasSuffix("\n,,\n"))
  }

  @Test(
    "says what it cannot do",
    arguments: [
      ("a,b\n1,2\n", [], "there is no column 'prompt'"),
      ("query\nx\n", ["--golden-column", "gold"], "no column 'gold'"),
      ("query\nx\n", ["--system", "Be kind."], "--system needs --chat"),
      ("query\n\"x\n", [], "never closed"),
      ("query\nx\n", ["--concurrency", "0"], "--concurrency"),
    ])
  func mistakes(_ input: String, _ options: [String], _ mention: String) throws {
    try folder.write(input.utf8, to: "in.csv")
    let result = try BuiltProgram.run(arguments("out.csv", options))
    #expect(result.status == 2 && result.errors.contains(mention), "\(result.errors)")
    #expect(try folder.names() == ["in.csv"])
  }
}
