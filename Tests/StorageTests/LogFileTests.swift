import Storage
import TestSupport
import Testing

@Suite struct `The log` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var content: String {
    get throws { String(decoding: try fileBytes(folder["logs/a.log"]), as: UTF8.self) }
  }

  @Test func `has a line for each event, with its time in UTC`() throws {
    let log = try LogFile(folder["logs/a.log"], level: .info, keepsTexts: false)
    log.write(
      LogEvent(
        .info, "edit.finished",
        [("id", .count(3)), ("time", .duration(.milliseconds(1250))), ("why", .word("a b\n"))]),
      time: 1_700_000_000)
    #expect(
      try content == "2023-11-14T22:13:20Z info edit.finished id=3 time=1250ms why=\"a b\\n\"\n")
    #expect(folder.mode(of: "logs/a.log") == 0o600)
  }

  @Test(arguments: [true, false]) func `holds texts only when told to`(keepsTexts: Bool) throws {
    let log = try LogFile(folder["logs/a.log"], level: .info, keepsTexts: keepsTexts)
    log.write(LogEvent(.info, "edit.started", [("answer", .text("secret words"))]))
    #expect(try content.contains("secret") == keepsTexts)
    #expect(try content.contains("<12 bytes>") == !keepsTexts)
  }

  @Test func `leaves out what matters less than its level`() throws {
    let log = try LogFile(folder["logs/a.log"], level: .warning, keepsTexts: false)
    for level in LogEvent.Level.allCases { log.write(LogEvent(level, "l.\(level.rawValue)")) }
    let lines = try content.split(separator: "\n").map { $0.split(separator: " ").last }
    #expect(lines == ["l.error", "l.warning"])
  }

  @Test func `goes on where it ended, and begins anew when it is full`() throws {
    let path = folder["logs/a.log"]
    let full = String(repeating: "x", count: LogFile.sizeLimit) + "\n"
    folder.makeFolder("logs")
    try folder.write(full, to: "logs/a.log")
    let log = try LogFile(path, level: .info, keepsTexts: false)
    log.write(LogEvent(.info, "program.started"))
    #expect(try content.hasSuffix("Z info program.started\n"))
    #expect(try content.count < 100)
    #expect(try fileBytes(path + ".1").count == full.utf8.count)
    let again = try LogFile(path, level: .info, keepsTexts: false)
    again.write(LogEvent(.info, "program.ended"))
    #expect(try content.split(separator: "\n").count == 2)
  }

  @Test func `is no folder`() {
    folder.makeFolder("d")
    #expect(throws: StorageError.self) {
      try LogFile(folder["d"], level: .info, keepsTexts: false)
    }
  }
}
