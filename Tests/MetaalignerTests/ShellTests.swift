import Testing

@Suite("In a shell", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct ShellTests {
  @Test("prints a completion script that its shell can read", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    let result = try BuiltProgram.run(["completion", shell])
    #expect(result.status == 0)
    #expect(result.output.contains("align") && result.output.contains("objectives"))
  }

  @Test(
    "chat answers --dry-run and --json as align does, without a screen",
    arguments: [
      ["--dry-run"], ["--json", "--max-tokens", "4"],
    ])
  func chatWithoutScreen(flags: [String]) throws {
    let texts = [
      "--context", "Human: Hi! Assistant:", "--answer", "Hello.", "--objectives", "humour",
    ]
    let align = try BuiltProgram.run(["align"] + texts + flags)
    let chat = try BuiltProgram.run(texts + flags)
    #expect(chat.status == 0)
    // Times differ from run to run; what stands before them does not.
    let beforeTimes = { (text: String) in text.split(separator: "\"time_to_first").first }
    #expect(beforeTimes(chat.output) == beforeTimes(align.output))
    #expect(!chat.output.isEmpty)
  }
}
